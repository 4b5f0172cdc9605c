package test

import (
	"encoding/json"
	"go/ast"
	"go/types"
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"golang.org/x/tools/go/packages"
)

// TestTextOfStrangersIsShownMasked: whatever shows text uses [screening.Foreign.Mask]. Only the domain, which compares texts,
// and what stores them convert it to something that is not masked.
func TestTextOfStrangersIsShownMasked(t *testing.T) {
	t.Parallel()
	const module = "github.com/rastau/rastau/"
	shown, err := packages.Load(&packages.Config{
		Overlay: overlaid(t),
		Mode:    packages.NeedName | packages.NeedFiles | packages.NeedSyntax | packages.NeedTypes | packages.NeedTypesInfo | packages.NeedImports,
	}, module+"handlers/...", module+"verification/publisher", module+"verification/bulletin/...", module+"internal/app", module+"bot/...")
	require.NoError(t, err)
	require.NotEmpty(t, shown)
	masked := 0
	for _, pkg := range shown {
		require.Empty(t, pkg.Errors, pkg.PkgPath)
		for _, file := range pkg.Syntax {
			ast.Inspect(file, func(n ast.Node) bool {
				call, ok := n.(*ast.CallExpr)
				if !ok {
					return true
				}
				if selected, ok := call.Fun.(*ast.SelectorExpr); ok && selected.Sel.Name == "Mask" && isForeign(pkg.TypesInfo.TypeOf(selected.X)) {
					masked++
				}
				if !pkg.TypesInfo.Types[call.Fun].IsType() || len(call.Args) != 1 || !isForeign(pkg.TypesInfo.TypeOf(call.Args[0])) {
					return true
				}
				require.True(t, isForeign(pkg.TypesInfo.TypeOf(call)), "%s: text of strangers is converted to %s; call Mask",
					pkg.Fset.Position(call.Pos()), pkg.TypesInfo.TypeOf(call))
				return true
			})
		}
	}
	require.NotZero(t, masked, "the search finds where text is masked")
}

// overlaid returns the files that go takes for those of the working tree, when GOFLAGS names an overlay.
func overlaid(t *testing.T) map[string][]byte {
	t.Helper()
	_, path, found := strings.Cut(os.Getenv("GOFLAGS"), "-overlay=")
	if !found {
		return nil
	}
	var overlay struct{ Replace map[string]string }
	text, err := os.ReadFile(path)
	require.NoError(t, err)
	require.NoError(t, json.Unmarshal(text, &overlay))
	files := map[string][]byte{}
	for file, by := range overlay.Replace {
		if by == "" {
			continue
		}
		files[file], err = os.ReadFile(by)
		require.NoError(t, err)
	}
	return files
}

func isForeign(t types.Type) bool {
	named, ok := t.(*types.Named)
	return ok && named.Obj().Name() == "Foreign" && named.Obj().Pkg() != nil && named.Obj().Pkg().Path() == "github.com/rastau/rastau/verification/moderation"
}
