// Says what three GitOps judges make of Kubernetes objects: kstatus, Argo CD and Flux.
//
// It reads a stream of objects in JSON and prints one line of JSON for each. The judges are the real
// ones where they are a library (kstatus; Flux's evaluator); of Argo CD the interpreter is, and
// what it does before it runs a script is done here in the same way.
package main

import (
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"log"
	"os"

	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"sigs.k8s.io/cli-utils/pkg/kstatus/status"
)

type verdicts struct {
	Kind      string `json:"kind"`
	Namespace string `json:"namespace"`
	Name      string `json:"name"`
	Kstatus   string `json:"kstatus"`
	Argo      string `json:"argo"`
	ArgoSays  string `json:"argoSays"`
	Flux      string `json:"flux"`
}

func main() {
	log.SetFlags(0)
	argoFile := flag.String("argo", "", "patch of argocd-cm with the health scripts")
	fluxFile := flag.String("flux", "", "Flux Kustomization with healthCheckExprs")
	flag.Parse()
	argo, err := readArgo(*argoFile)
	if err != nil {
		log.Fatalf("%s: %v", *argoFile, err)
	}
	flux, err := readFlux(*fluxFile)
	if err != nil {
		log.Fatalf("%s: %v", *fluxFile, err)
	}
	if err := judgeAll(os.Stdin, os.Stdout, argo, flux); err != nil {
		log.Fatal(err)
	}
}

func judgeAll(in io.Reader, out io.Writer, argo argoJudge, flux fluxJudge) error {
	decoder := json.NewDecoder(in)
	encoder := json.NewEncoder(out)
	for {
		var raw json.RawMessage
		if err := decoder.Decode(&raw); errors.Is(err, io.EOF) {
			return nil
		} else if err != nil {
			return err
		}
		object := &unstructured.Unstructured{}
		if err := object.UnmarshalJSON(raw); err != nil {
			return err
		}
		verdict, err := judge(object, argo, flux)
		if err != nil {
			return fmt.Errorf("%s %s: %w", object.GetKind(), object.GetName(), err)
		}
		if err := encoder.Encode(verdict); err != nil {
			return err
		}
	}
}

func judge(object *unstructured.Unstructured, argo argoJudge, flux fluxJudge) (*verdicts, error) {
	kstatus, err := status.Compute(object)
	if err != nil {
		return nil, err
	}
	health, message, err := argo.judge(object)
	if err != nil {
		return nil, err
	}
	fluxSays, err := flux.judge(context.Background(), object)
	if err != nil {
		return nil, err
	}
	return &verdicts{
		Kind:      object.GetKind(),
		Namespace: object.GetNamespace(),
		Name:      object.GetName(),
		Kstatus:   kstatus.Status.String(),
		Argo:      health,
		ArgoSays:  message,
		Flux:      fluxSays,
	}, nil
}
