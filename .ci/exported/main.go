// Command exported prints the exported API of this module, a line a fact: every
// constant with its value, every variable, function, type, field with its tag, and
// method. Where a later version lacks one of the lines, or has it otherwise, a
// program that was written for this one may break.
//
// Names of parameters are not part of it. What an alias, a result or an embedded
// field shows of unexported types and of internal packages is.
package main

import (
	"fmt"
	"go/importer"
	"go/token"
	"go/types"
	"io"
	"os"
	"os/exec"
	"slices"
	"strings"
)

func main() {
	if err := run(os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run(w io.Writer) error {
	module, packages, err := load()
	if err != nil {
		return err
	}
	a := &api{module: module, listed: map[*types.TypeName]bool{}}
	for _, pkg := range packages {
		for _, name := range pkg.Scope().Names() {
			if t, ok := pkg.Scope().Lookup(name).(*types.TypeName); ok && t.Exported() {
				a.listed[t] = true
			}
		}
	}
	for _, pkg := range packages {
		for _, name := range pkg.Scope().Names() {
			if obj := pkg.Scope().Lookup(name); obj.Exported() {
				a.describe(obj)
			}
		}
	}
	for len(a.hidden) > 0 {
		next := a.hidden[0]
		a.hidden = a.hidden[1:]
		a.describe(next)
	}
	_, err = io.WriteString(w, a.text.String())
	return err
}

// load returns the main module's path and its packages that others can import, as
// the compiler exports them.
func load() (module string, packages []*types.Package, err error) {
	const format = "{{.ImportPath}} {{.Export}} {{.Name}} {{with .Module}}{{if .Main}}{{.Path}}{{end}}{{end}}"
	cmd := exec.Command("go", "list", "-export", "-deps", "-f", format, "./...")
	cmd.Stderr = os.Stderr
	out, err := cmd.Output()
	if err != nil {
		return "", nil, fmt.Errorf("go list: %w", err)
	}
	files := map[string]string{}
	var paths []string
	for line := range strings.Lines(string(out)) {
		fields := strings.Split(strings.TrimSpace(line), " ")
		path := fields[0]
		files[path] = fields[1]
		if len(fields) < 4 { // of another module
			continue
		}
		module = fields[3]
		if fields[2] != "main" && !strings.Contains(path+"/", "/internal/") {
			paths = append(paths, path)
		}
	}
	imports := importer.ForCompiler(token.NewFileSet(), "gc", func(path string) (io.ReadCloser, error) {
		return os.Open(files[path])
	})
	slices.Sort(paths)
	for _, path := range paths {
		pkg, err := imports.Import(path)
		if err != nil {
			return "", nil, err
		}
		packages = append(packages, pkg)
	}
	return module, packages, nil
}

// An api is a description in the making.
type api struct {
	module string
	listed map[*types.TypeName]bool // types that are described or will be
	hidden []*types.TypeName        // those that no importable package names, still to be described
	text   strings.Builder
}

func (a *api) line(pkg *types.Package, format string, args ...any) {
	fmt.Fprintf(&a.text, "%s: %s\n", a.short(pkg.Path()), fmt.Sprintf(format, args...))
}

func (a *api) short(path string) string { return strings.TrimPrefix(path, a.module+"/") }

func (a *api) describe(obj types.Object) {
	pkg := obj.Pkg()
	switch obj := obj.(type) {
	case *types.Const:
		a.line(pkg, "const %s %s = %s", obj.Name(), a.typ(pkg, obj.Type()), obj.Val().ExactString())
	case *types.Var:
		a.line(pkg, "var %s %s", obj.Name(), a.typ(pkg, obj.Type()))
	case *types.Func:
		a.line(pkg, "func %s%s", obj.Name(), a.signature(pkg, obj.Type()))
	case *types.TypeName:
		if obj.IsAlias() {
			a.line(pkg, "type %s = %s", obj.Name(), a.typ(pkg, types.Unalias(obj.Type())))
			return
		}
		a.declaration(obj)
		a.methods(obj)
	}
}

func (a *api) declaration(obj *types.TypeName) {
	pkg := obj.Pkg()
	name := types.TypeString(obj.Type(), types.RelativeTo(pkg)) // with its type parameters
	switch under := obj.Type().Underlying().(type) {
	case *types.Struct:
		a.structure(obj, name, under)
	case *types.Interface:
		// One that gains a method no longer fits what has implemented it, so all
		// stand in one line.
		var methods []string
		for i := range under.NumMethods() {
			methods = append(methods, under.Method(i).Name())
		}
		a.line(pkg, "type %s interface { %s }", name, strings.Join(methods, ", "))
	default:
		a.line(pkg, "type %s %s", name, a.typ(pkg, under))
	}
}

// structure lists a struct's fields in their order, as literals without keys have
// them.
func (a *api) structure(obj *types.TypeName, name string, t *types.Struct) {
	pkg := obj.Pkg()
	var notes string
	if !types.Comparable(t) {
		notes = ", not comparable"
	}
	var fields []string
	for i := range t.NumFields() {
		f := t.Field(i)
		if !f.Exported() && !f.Embedded() {
			continue
		}
		line := fmt.Sprintf("%s.%s %s", obj.Name(), f.Name(), a.typ(pkg, f.Type()))
		if f.Embedded() {
			line += ", embedded"
		}
		if tag := t.Tag(i); tag != "" {
			line += " `" + tag + "`"
		}
		fields = append(fields, line)
	}
	if len(fields) < t.NumFields() {
		notes += ", with unexported fields"
	}
	a.line(pkg, "type %s struct%s", name, notes)
	for _, f := range fields {
		a.line(pkg, "field %s", f)
	}
}

// methods lists the methods of values, and with a star those of pointers only.
func (a *api) methods(obj *types.TypeName) {
	values := types.NewMethodSet(obj.Type())
	all := values
	if !types.IsInterface(obj.Type()) {
		all = types.NewMethodSet(types.NewPointer(obj.Type()))
	}
	for i := range all.Len() {
		f := all.At(i).Obj()
		if !f.Exported() {
			continue
		}
		receiver := obj.Name()
		if values.Lookup(f.Pkg(), f.Name()) == nil {
			receiver = "*" + receiver
		}
		a.line(obj.Pkg(), "method (%s) %s%s", receiver, f.Name(), a.signature(obj.Pkg(), f.Type()))
	}
}

func (a *api) signature(pkg *types.Package, t types.Type) string {
	return strings.TrimPrefix(a.typ(pkg, t), "func")
}

// typ writes a type as seen in pkg.
func (a *api) typ(pkg *types.Package, t types.Type) string {
	a.mention(t)
	return types.TypeString(nameless(t), func(other *types.Package) string {
		if other == pkg {
			return ""
		}
		return a.short(other.Path())
	})
}

// mention remembers the types of this module in t that no package lists.
func (a *api) mention(t types.Type) {
	switch t := types.Unalias(t).(type) {
	case *types.Named:
		for arg := range t.TypeArgs().Types() {
			a.mention(arg)
		}
		obj := t.Origin().Obj()
		if obj.Pkg() != nil && strings.HasPrefix(obj.Pkg().Path(), a.module+"/") && !a.listed[obj] {
			a.listed[obj] = true
			a.hidden = append(a.hidden, obj)
		}
	case *types.Map:
		a.mention(t.Key())
		a.mention(t.Elem())
	case interface{ Elem() types.Type }: // pointers, slices, arrays, channels
		a.mention(t.Elem())
	case *types.Tuple:
		for v := range t.Variables() {
			a.mention(v.Type())
		}
	case *types.Signature:
		a.mention(t.Params())
		a.mention(t.Results())
	}
}

// nameless takes the names of parameters out of a function's type.
func nameless(t types.Type) types.Type {
	sig, ok := t.(*types.Signature)
	if !ok || sig.TypeParams().Len() > 0 { // type parameters cannot be taken over to another
		return t
	}
	return types.NewSignatureType(nil, nil, nil, namelessTuple(sig.Params()), namelessTuple(sig.Results()), sig.Variadic())
}

func namelessTuple(t *types.Tuple) *types.Tuple {
	var vars []*types.Var
	for v := range t.Variables() {
		vars = append(vars, types.NewParam(token.NoPos, nil, "", nameless(v.Type())))
	}
	return types.NewTuple(vars...)
}
