// Package sheet draws a bulletin as an A4 page to print and pin up: the results, how to check them, the QR code that
// proves them, and the public key in words.
package sheet

import (
	"bytes"
	"fmt"
	"strings"
	"sync"

	"codeberg.org/go-pdf/fpdf"
	"github.com/go-fonts/dejavu/dejavusans"
	"github.com/go-fonts/dejavu/dejavusansbold"
	"github.com/go-fonts/dejavu/dejavusansmono"

	"github.com/rastau/rastau/verification/bulletin"
)

// Measures in mm.
const (
	width, height = 210.0, 297.0
	margin        = 14.0
	code          = 62.0 // side of the QR code: the EU's certificates take 35 to 60
	gap           = 6.0
)

// fonts says that fpdf reads a font once at a time: it keeps what it parsed in a package variable.
var fonts sync.Mutex

// Draw gives the sheet as a PDF in the bulletin's language. key is the one that readers can compare with what they hold.
func Draw(s bulletin.Sealed, key bulletin.PublicKey) ([]byte, error) {
	picture, err := bulletin.QR(s.Text())
	if err != nil {
		return nil, err
	}
	fonts.Lock()
	defer fonts.Unlock()
	d := drawing{Fpdf: fpdf.New("P", "mm", "A4", ""), words: in[s.Bulletin.Language], s: s}
	d.SetCreationDate(s.Bulletin.Issued)
	d.SetModificationDate(s.Bulletin.Issued)
	d.SetCatalogSort(true)
	d.SetTitle(s.Bulletin.Title(), true)
	d.SetLang(s.Bulletin.Language)
	d.AddUTF8FontFromBytes("sans", "", dejavusans.TTF)
	d.AddUTF8FontFromBytes("sans", "B", dejavusansbold.TTF)
	d.AddUTF8FontFromBytes("mono", "", dejavusansmono.TTF)
	d.SetMargins(margin, margin, margin)
	d.SetAutoPageBreak(true, margin)
	d.AddPage()
	d.title()
	d.proof(picture, key)
	d.results()
	var out bytes.Buffer
	if err := d.Output(&out); err != nil {
		return nil, fmt.Errorf("draw a sheet: %w", err)
	}
	return out.Bytes(), nil
}

type drawing struct {
	*fpdf.Fpdf
	words words
	s     bulletin.Sealed
}

func (d drawing) title() {
	b := d.s.Bulletin
	d.SetFont("sans", "B", 20)
	d.MultiCell(0, 9, b.Issuer, "", "L", false)
	d.SetFont("sans", "", 11)
	d.MultiCell(0, 6, strings.TrimPrefix(b.Title(), b.Issuer+", "), "", "L", false)
	d.Ln(2)
	d.Line(margin, d.GetY(), width-margin, d.GetY())
	d.Ln(3)
}

// proof draws the QR code, and beside it how to check it and the key.
func (d drawing) proof(picture []byte, key bulletin.PublicKey) {
	top := d.GetY()
	options := fpdf.ImageOptions{ImageType: "PNG"}
	d.RegisterImageOptionsReader("code", options, bytes.NewReader(picture))
	d.ImageOptions("code", margin, top, code, code, false, options, 0, "")
	left := margin + code + gap
	beside := width - margin - left
	d.SetLeftMargin(left)
	d.SetXY(left, top+2)
	d.SetFont("sans", "B", 11)
	d.MultiCell(beside, 5.2, d.words.check, "", "L", false)
	d.Ln(1)
	d.SetFont("sans", "", 9)
	for i, step := range d.words.steps {
		d.MultiCell(beside, 4.4, fmt.Sprintf("%d. %s", i+1, step), "", "L", false)
	}
	d.Ln(1.5)
	d.SetFont("sans", "B", 9)
	d.MultiCell(beside, 4.4, d.words.key, "", "L", false)
	d.SetFont("mono", "", 9)
	d.MultiCell(beside, 4.4, strings.Join(key.Words(), " "), "", "L", false)
	d.SetLeftMargin(margin)
	d.SetXY(margin, max(top+code, d.GetY())+2)
	d.Line(margin, d.GetY(), width-margin, d.GetY())
	d.Ln(4)
}

// results draws the items with words as paragraphs and then those without as a table.
func (d drawing) results() {
	var short []bulletin.Item
	for _, it := range d.s.Bulletin.Items {
		if it.Quote == "" && it.Answer == "" {
			short = append(short, it)
			continue
		}
		d.item(it)
	}
	const columns = 3
	each := (width - 2*margin) / columns
	for i, it := range short {
		if i%columns == 0 {
			d.Ln(5)
		}
		d.SetFont("mono", "", 9)
		d.CellFormat(18, 5, it.Shown(), "", 0, "L", false, 0, "")
		d.SetFont("sans", "B", 8)
		d.CellFormat(each-18, 5, fitting(d.Fpdf, it.Says(d.s.Bulletin.Language), each-20), "", 0, "L", false, 0, "")
	}
}

// item is a result: the verdict, the code, what was claimed and the answer. It is kept on one page.
func (d drawing) item(it bulletin.Item) {
	if d.GetY() > height-margin-24 {
		d.AddPage()
	}
	head, rest, _ := strings.Cut(it.Line(d.s.Bulletin.Language), ": ")
	d.SetFont("mono", "", 10)
	d.CellFormat(0, 5, head, "", 1, "L", false, 0, "")
	verdict := it.Says(d.s.Bulletin.Language)
	if after, is := strings.CutPrefix(rest, verdict+"."); is {
		d.SetFont("sans", "B", 12)
		d.MultiCell(0, 6, verdict, "", "L", false)
		rest = strings.TrimSpace(after)
	}
	d.SetFont("sans", "", 11)
	if rest != "" {
		d.MultiCell(0, 5.4, rest, "", "L", false)
	}
	d.Ln(2.5)
}

// fitting cuts a word that is wider than its place.
func fitting(pdf *fpdf.Fpdf, text string, room float64) string {
	text, _, _ = strings.Cut(text, ",")
	for r := []rune(text); pdf.GetStringWidth(text) > room && len(r) > 2; {
		r = r[:len(r)-1]
		text = string(r) + "…"
	}
	return text
}
