package main

import (
	"context"
	"fmt"
	"os"

	"github.com/fluxcd/pkg/apis/kustomize"
	"github.com/fluxcd/pkg/runtime/cel"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"sigs.k8s.io/yaml"
)

// fluxJudge holds Flux's evaluators by apiVersion and kind.
type fluxJudge map[string]*cel.StatusEvaluator

func readFlux(file string) (fluxJudge, error) {
	text, err := os.ReadFile(file)
	if err != nil {
		return nil, err
	}
	var kustomization struct {
		Spec struct {
			HealthCheckExprs []kustomize.CustomHealthCheck `json:"healthCheckExprs"`
		} `json:"spec"`
	}
	if err := yaml.Unmarshal(text, &kustomization); err != nil {
		return nil, err
	}
	judge := fluxJudge{}
	for _, check := range kustomization.Spec.HealthCheckExprs {
		evaluator, err := cel.NewStatusEvaluator(&check.HealthCheckExpressions)
		if err != nil {
			return nil, err
		}
		judge[check.APIVersion+" "+check.Kind] = evaluator
	}
	return judge, nil
}

func (f fluxJudge) judge(ctx context.Context, object *unstructured.Unstructured) (string, error) {
	evaluator, ok := f[object.GetAPIVersion()+" "+object.GetKind()]
	if !ok {
		return "", fmt.Errorf("no expressions")
	}
	result, err := evaluator.Evaluate(ctx, object)
	if err != nil {
		return "", err
	}
	return result.Status.String(), nil
}
