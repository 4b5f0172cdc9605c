package main

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

const preface = `# Do no harm

Each promise, where it is kept, and a test that fails when it is not. This file is made from the list in
[internal/protections](../internal/protections): ` + "`make protections`" + ` takes each of them away, one at a time, and sees its test
fail. What nothing here protects against stands in the [threat model](threat-model.md).
`

// document is docs/safety.md.
func document(root string) (string, error) {
	var b strings.Builder
	b.WriteString(preface)
	heading := ""
	for _, p := range protections {
		if p.Rule != heading {
			heading = p.Rule
			fmt.Fprintf(&b, "\n## %s\n\n| Promise | Kept in | Shown by |\n| --- | --- | --- |\n", heading)
		}
		var kept []string
		for _, e := range p.Edits {
			where, err := e.where(root)
			if err != nil {
				return "", err
			}
			if where != "" && !slices.Contains(kept, where) {
				kept = append(kept, where)
			}
		}
		fmt.Fprintf(&b, "| %s | %s | `%s` |\n", p.Says, strings.Join(kept, "; "), strings.ReplaceAll(p.Tests, " ", "`, `"))
	}
	return b.String(), nil
}

// where names the file and the declaration in which the text of an edit stands; "" for a new file.
func (e edit) where(root string) (string, error) {
	if e.From == "" {
		return "", nil
	}
	text, err := os.ReadFile(filepath.Join(root, e.File))
	if err != nil {
		return "", err
	}
	if _, err := e.apply(string(text)); err != nil {
		return "", fmt.Errorf("%s: %w", e.File, err)
	}
	link := fmt.Sprintf("[%s](../%s)", e.File, e.File)
	files := token.NewFileSet()
	parsed, err := parser.ParseFile(files, e.File, text, parser.SkipObjectResolution)
	if err != nil {
		return "", err
	}
	at := strings.Index(string(text), e.From)
	at += len(e.From) - len(strings.TrimLeft(e.From, " \t\n"))
	for _, d := range parsed.Decls {
		if from, to := files.Position(d.Pos()).Offset, files.Position(d.End()).Offset; from <= at && at < to && nameOf(d) != "" {
			return link + ": `" + nameOf(d) + "`", nil
		}
	}
	return link, nil
}

func nameOf(d ast.Decl) string {
	switch d := d.(type) {
	case *ast.FuncDecl:
		if d.Recv == nil {
			return d.Name.Name
		}
		t := d.Recv.List[0].Type
		if star, ok := t.(*ast.StarExpr); ok {
			t = star.X
		}
		return fmt.Sprint(t) + "." + d.Name.Name
	case *ast.GenDecl:
		switch spec := d.Specs[0].(type) {
		case *ast.ValueSpec:
			return spec.Names[0].Name
		case *ast.TypeSpec:
			return spec.Name.Name
		}
	}
	return ""
}
