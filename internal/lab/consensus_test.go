package lab

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/rastau/rastau/verification/consensus"
)

func file(t *testing.T, text string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "file.tsv")
	require.NoError(t, os.WriteFile(path, []byte(text), 0o600))
	return path
}

func judged(t *testing.T, files ConsensusFiles, online bool) (string, error) {
	t.Helper()
	var out bytes.Buffer
	now := func() time.Time { return time.Time{} }
	_, err := Consensus(files, ConsensusOptions{Online: online, Policy: consensus.DefaultPolicy()}, now, &out)
	return out.String(), err
}

func TestConsensusWritesALineForEachClaim(t *testing.T) {
	t.Parallel()
	votes := "answer\tnote\tclaim\tverifier\tat\r\n" + // any order, columns that nobody asked for, Windows line ends
		"true\tx\tsecond?\tann\t2022-01-09T18:30:00Z\r\n" +
		"false\t\tfirst\tann\t1641753000\r\n" +
		"\r\n" +
		"true\t\tsecond?\tbob\t\r\n"
	for _, online := range []bool{false, true} {
		out, err := judged(t, ConsensusFiles{Votes: file(t, votes)}, online)
		require.NoError(t, err)
		lines := strings.Split(strings.TrimSpace(out), "\n")
		require.Len(t, lines, 3)
		require.Equal(t, "claim\tanswer\tconfidence\tvoices\tpublish\treason", lines[0])
		require.Regexp(t, `^second\?\ttrue\t0\.\d{4}\t2\tfalse\t2 independent voices for it, 3 are needed$`, lines[1])
		require.Regexp(t, `^first\tfalse\t0\.\d{4}\t1\tfalse\t`, lines[2])
	}
}

func TestConsensusLearnsFromWhatIsKnown(t *testing.T) {
	t.Parallel()
	out, err := judged(t, ConsensusFiles{
		Votes:   file(t, "claim\tverifier\tanswer\nc\tann\ttrue\n"),
		Settled: file(t, "claim\tanswer\nc\tunproven\nnever heard of\ttrue\n"), // an answer that nobody gave
		Trusted: file(t, "verifier\nann\nsomebody else\n"),
		Invites: file(t, "verifier\tinviter\nann\t\nbob\tann\n"), // the first was invited by nobody
	}, false)
	require.NoError(t, err)
	require.Contains(t, out, "c\tunproven\t1.0000\t1\ttrue\tsettled: the outcome is known\n")
}

// Names are open answers: every claim has its own, in any script, and "none of these" is one of them.
func TestConsensusOnNames(t *testing.T) {
	t.Parallel()
	var votes strings.Builder
	votes.WriteString("claim\tverifier\tanswer\n")
	for i := range 30 {
		for w := range 5 {
			name := []string{"Викрам Рузахунов %d", "Ruzakhunov, Vikram %d", "Vikram Ruzakhunov %d", "РУЗАХУНОВ ВИКРАМ %d", "Somebody Else %d"}[w]
			if i == 7 && w > 0 {
				name = "none of these"
			}
			fmt.Fprintf(&votes, "c%d\tv%d\t"+strings.ReplaceAll(name, "%d", fmt.Sprint(i))+"\n", i, (w+i)%8)
		}
	}
	for _, online := range []bool{false, true} {
		out, err := judged(t, ConsensusFiles{Votes: file(t, votes.String())}, online)
		require.NoError(t, err)
		require.Contains(t, out, "\nc3\tRuzakhunov, Vikram 3\t", "one candidate, by the first way of writing it in the alphabet")
		require.Regexp(t, `\nc3\t[^\t]*\t0\.[789]\d*\t5\tfalse\t`, out)
		require.Regexp(t, `\nc7\tnone of these\t[^\t]*\t5\tfalse\tnone of the answers given is likely`, out)
	}
}

func TestMalformedFilesAreNamedByLine(t *testing.T) {
	t.Parallel()
	good := "claim\tverifier\tanswer\nc\tv\ta\n"
	for name, tc := range map[string]struct{ votes, settled, want string }{
		"empty file":       {"", "", "line 1: the file is empty"},
		"no header":        {"c1\tv1\ttrue\n", "", "line 1: there is no column \"claim\""},
		"too few columns":  {"claim\tverifier\tanswer\nc\tv\ta\nc\tv\n", "", "line 3: column 3 is empty or missing"},
		"an empty answer":  {"claim\tverifier\tanswer\nc\tv\t\n", "", "line 2: column 3 is empty or missing"},
		"no time":          {"claim\tverifier\tanswer\tat\nc\tv\ta\tyesterday\n", "", `line 2: "yesterday" is not a time`},
		"an endless line":  {"claim\tverifier\tanswer\n" + strings.Repeat("x", 2<<20), "", "line 2: the line is longer than a megabyte"},
		"settled, no head": {good, "c\ta\n", "line 1: there is no column \"claim\""},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			files := ConsensusFiles{Votes: file(t, tc.votes)}
			if tc.settled != "" {
				files.Settled = file(t, tc.settled)
			}
			out, err := judged(t, files, false)
			require.Empty(t, out, "nothing is written of a file that is not understood")
			var malformed Malformed
			require.ErrorAs(t, err, &malformed)
			require.ErrorContains(t, err, tc.want)
		})
	}
}

func FuzzConsensus(f *testing.F) {
	f.Add("claim\tverifier\tanswer\nc\tv\ta\n", "claim\tanswer\nc\ta\n")
	f.Add("\ufeffclaim\tverifier\tanswer\tat\nc\tv\ta\t1\nc\tw\tb\t2e300\n", "")
	f.Add("claim\tclaim\tverifier\tanswer\n\xff\t\x00\tv\ta\n", "claim\tanswer\n")
	f.Fuzz(func(t *testing.T, votes, settled string) {
		files := ConsensusFiles{Votes: file(t, votes), Settled: file(t, settled)}
		for _, online := range []bool{false, true} {
			out, err := judged(t, files, online)
			if err == nil {
				require.NotContains(t, out, "NaN")
			}
		}
	})
}
