package main

import (
	"bytes"
	"fmt"
	"go/ast"
	"go/token"
	"go/types"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"golang.org/x/tools/go/packages"
)

// figures describe one package.
type figures struct {
	name         string // its import path within the module
	files, lines int
	exported     int    // names at package level
	biggest      string // the type with most methods
	methods      int    // of that type
	calls        int    // pairs of files of which one calls the other
	backward     []call // of those
}

// call says that one file uses functions or methods that another of the same package declares.
type call struct {
	from, to string
	names    []string // sorted
}

// measure loads the packages that match the patterns, in the module that dir is in.
func measure(dir string, patterns ...string) ([]figures, error) {
	loaded, err := packages.Load(&packages.Config{
		Dir: dir,
		Mode: packages.NeedName | packages.NeedFiles | packages.NeedImports | packages.NeedSyntax | packages.NeedTypes |
			packages.NeedTypesInfo | packages.NeedModule,
	}, patterns...)
	if err != nil {
		return nil, err
	}
	all := make([]figures, 0, len(loaded))
	for _, p := range loaded {
		if len(p.Errors) > 0 {
			return nil, fmt.Errorf("%s cannot be measured until it builds: %w", p.PkgPath, p.Errors[0])
		}
		f, err := describe(p)
		if err != nil {
			return nil, err
		}
		all = append(all, f)
	}
	slices.SortFunc(all, func(a, b figures) int { return strings.Compare(a.name, b.name) })
	return all, nil
}

func describe(p *packages.Package) (figures, error) {
	f := figures{name: "."}
	if p.Module != nil && p.PkgPath != p.Module.Path {
		f.name = strings.TrimPrefix(p.PkgPath, p.Module.Path+"/")
	}
	for _, file := range p.Syntax {
		if ast.IsGenerated(file) {
			continue
		}
		text, err := os.ReadFile(p.Fset.Position(file.Pos()).Filename)
		if err != nil {
			return f, err
		}
		f.files++
		f.lines += bytes.Count(text, []byte("\n"))
	}
	f.countNames(p.Types.Scope())
	calls := callsOf(p)
	f.calls = len(calls)
	f.backward = backward(calls)
	return f, nil
}

func (f *figures) countNames(scope *types.Scope) {
	for _, name := range scope.Names() {
		object := scope.Lookup(name)
		if object.Exported() {
			f.exported++
		}
		declared, ok := object.(*types.TypeName)
		if !ok || declared.IsAlias() {
			continue
		}
		if named, ok := declared.Type().(*types.Named); ok && named.NumMethods() > f.methods {
			f.biggest, f.methods = name, named.NumMethods()
		}
	}
}

// callsOf lists the calls between the files of a package, sorted.
func callsOf(p *packages.Package) []call {
	type pair struct{ from, to string }
	names := map[pair]map[string]bool{}
	for ident, object := range p.TypesInfo.Uses {
		function, ok := object.(*types.Func)
		if !ok || function.Pkg() != p.Types {
			continue
		}
		between := pair{fileOf(p, ident), fileOf(p, function)}
		if between.from == between.to {
			continue
		}
		if names[between] == nil {
			names[between] = map[string]bool{}
		}
		names[between][function.Name()] = true
	}
	calls := make([]call, 0, len(names))
	for between, called := range names {
		c := call{from: between.from, to: between.to}
		for name := range called {
			c.names = append(c.names, name)
		}
		slices.Sort(c.names)
		calls = append(calls, c)
	}
	slices.SortFunc(calls, func(a, b call) int {
		return strings.Compare(a.from+"\x00"+a.to, b.from+"\x00"+b.to)
	})
	return calls
}

func fileOf(p *packages.Package, at interface{ Pos() token.Pos }) string {
	return filepath.Base(p.Fset.Position(at.Pos()).Filename)
}
