package main

import (
	"context"
	"fmt"
	"os"
	"strings"
	"time"

	lua "github.com/yuin/gopher-lua"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"sigs.k8s.io/yaml"
)

const (
	healthKey = "resource.customizations.health."
	patience  = time.Second // what Argo CD gives a script
)

var healths = map[string]bool{
	"Healthy": true, "Progressing": true, "Degraded": true, "Suspended": true, "Missing": true, "Unknown": true,
}

// argoJudge holds scripts by group and kind, such as vpcmesh.io_ServiceMesh.
type argoJudge map[string]string

func readArgo(file string) (argoJudge, error) {
	text, err := os.ReadFile(file)
	if err != nil {
		return nil, err
	}
	var patch struct {
		Data map[string]string `json:"data"`
	}
	if err := yaml.UnmarshalStrict(text, &patch); err != nil {
		return nil, err
	}
	judge := argoJudge{}
	for key, script := range patch.Data {
		kind, ok := strings.CutPrefix(key, healthKey)
		if !ok {
			return nil, fmt.Errorf("%s is no health script", key)
		}
		judge[kind] = script
	}
	return judge, nil
}

// judge gives the health and its message.
func (a argoJudge) judge(object *unstructured.Unstructured) (string, string, error) {
	if object.GetDeletionTimestamp() != nil {
		return "Progressing", "Pending deletion", nil // no script is asked then
	}
	kind := object.GroupVersionKind()
	script, ok := a[kind.Group+"_"+kind.Kind]
	if !ok {
		return "", "", fmt.Errorf("no script")
	}
	return run(script, object)
}

// run gives a script what Argo CD gives it: the object, and of the libraries the basic one and
// that of tables.
func run(script string, object *unstructured.Unstructured) (string, string, error) {
	state := lua.NewState(lua.Options{SkipOpenLibs: true})
	defer state.Close()
	for name, open := range map[string]lua.LGFunction{
		lua.BaseLibName: lua.OpenBase,
		lua.TabLibName:  lua.OpenTable,
	} {
		state.Push(state.NewFunction(open))
		state.Push(lua.LString(name))
		state.Call(1, 0)
	}
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	state.SetContext(ctx)
	state.SetGlobal("obj", value(state, object.Object))
	if err := state.DoString(script); err != nil {
		return "", "", err
	}
	result, ok := state.Get(-1).(*lua.LTable)
	if !ok {
		return "", "", fmt.Errorf("the script returns a %s", state.Get(-1).Type())
	}
	health := result.RawGetString("status").String()
	if !healths[health] {
		return "", "", fmt.Errorf("the script returns %q, which is no health", health)
	}
	return health, result.RawGetString("message").String(), nil
}

func value(state *lua.LState, from any) lua.LValue {
	switch it := from.(type) {
	case bool:
		return lua.LBool(it)
	case int64:
		return lua.LNumber(it)
	case float64:
		return lua.LNumber(it)
	case string:
		return lua.LString(it)
	case []any:
		list := state.NewTable()
		for _, item := range it {
			list.Append(value(state, item))
		}
		return list
	case map[string]any:
		table := state.NewTable()
		for name, item := range it {
			table.RawSetString(name, value(state, item))
		}
		return table
	default:
		return lua.LNil
	}
}
