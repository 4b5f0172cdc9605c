package bulletin

import (
	"crypto/sha256"
	"encoding/hex"
	"testing"

	"github.com/stretchr/testify/require"
)

// What was printed stays readable: these texts were made when the format was, and must be read by all that comes after.
const (
	goldenOutcomes = "RST1:TWGSLK/-4U699BLCYS:UGEFNL7BV%K4.CHEC3WETZEBF3IQBFCO 62 50$FGFQ7000000000400Z98000I31000C00FTO000 " +
		"62000L00OW80009A3000T0047P000RD4000%00DA90000H5000110 VPK68868V+32U48*IXZNL5SNTUZ9IG+I9*9UXR:%U5483TI3MO/NBQQ" +
		"B..C**B6SM4 F1OB:B3.DVR9IVMESUQG9T6/OOHL6K190"
	goldenWords = "RST1:TWGSLK/-4U699BLCYS:UGEFNFBBSYIQLVK34A:EQ2J2G96A8A6PHVNVV6HQSIAA6VD WGX4BW11NE1$*6KMGE+HBAC.44.KFAICQPJU%8-NS46" +
		"2:37QKE%%UBGF3OREAPEKJ.*OF9EMSJRQM4P6XFVX2P Y7$1WG9JLR5IF86RK$DHY+EQ+VZSIUSL9%1HQC$72:XH1W451UE$2HJOSJT75E2MOMAO" +
		"SDJ89GT1CEWB4.1%+I00M:E7BJB M8GGG/W4/Z7WJ0KYQ9*M:U6L9H*/51B3:SU173OET2VG%QBMSJ77HWSS+MJDAA4.3%U7MAB+Y4H1B7+2OBU-" +
		"NIRIV8ZEP32EZ9JD4 KLNBMM KQ67U8HE.LYROW 3BUVX:RT*UPZ0DU53KC17M3VEO9HFMNQUKN:K:D4MIAK:VYBI99OB2JABC8UF01S4FC.*HFR" +
		"81Z8GTC$Q23QOOXP40KKVGQK8S32GW3U.JZ2N%58191UE2CNMFDBLQ74I944HO-EYLN54WHKN$U0C1PG2HEPNS-1/6ON*RSQ101SHYJNK9.-U$/6" +
		"ZEI7T6W:JS:HA$JUCVKXD-L39%1VWGYV3BIL-TD028FEWB5V3-2F/MCDPTDV TI000U50YFWBKHTAH568FMQP:R3H1COVLHDQO3P54IHBJJCU*GCK" +
		"S0GW3%C0KT3%4TO7/H6 :ECMB*NTE79.AHCIS8:8XDHIAD4XDU$435B:R2G.370"
	goldenDictionary = "1d62e61d3d1878bf1832cda0a18d592bc83041e34c22d75688183c3057347457"
)

func TestWhatWasPrintedStaysReadable(t *testing.T) {
	t.Parallel()
	sum := sha256.Sum256(dictionary)
	require.Equal(t, goldenDictionary, hex.EncodeToString(sum[:]), "no printed bulletin can be read with another dictionary")
	public, err := ParsePublicKey("RSTK1:$XKS76RBCRGMGKVC7C3L4E8N0Z4LFKU46U81DVF0URL00K*JL BF67")
	require.NoError(t, err)
	ring := NewKeyring(public)

	all := with("ky")
	for i, o := range [][2]string{
		{"truth", "true"}, {"truth", "misleading"}, {"truth", "false"}, {"truth", "unproven"}, {"truth", "undecided"}, {"truth", "withdrawn"},
		{"identity", "answer"}, {"identity", "undecided"}, {"identity", "withdrawn"},
		{"place", "answer"}, {"place", "undecided"}, {"place", "withdrawn"},
	} {
		all.Items = append(all.Items, Item{Code: "00000" + string(crockford[i]), Question: Question(o[0]), Verdict: Verdict(o[1]), Version: i + 1})
	}
	for text, want := range map[string]Bulletin{goldenOutcomes: all, goldenWords: with("ru", five...)} {
		got, _, err := Verify([]byte(text), ring)
		require.NoError(t, err)
		require.Equal(t, want, got)
	}
}
