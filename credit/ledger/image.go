package ledger

import (
	"bytes"
	"encoding/binary"
	"errors"
	"hash/crc32"

	"github.com/palier-go/palier/internal/fault"
	"github.com/palier-go/palier/internal/fund"
	"github.com/palier-go/palier/internal/wire"
)

// Errors of Account.ReadImage. In both cases the account is to be made from its journal.
var (
	// ErrOutdated says that an image is of another version of its format, or of an account
	// under other terms.
	ErrOutdated = errors.New("ledger: the image is of another version, or of other terms")
	// ErrDamaged says that an image is not what AppendImage wrote.
	ErrDamaged = errors.New("ledger: the image is damaged")
)

// An image is the magic with a version, the length of the terms and the terms as JSON,
// the body, and the CRC-32C of all that. Every version begins and ends so.
//
// The body says what cannot be worked out, each thing once; what an account adds up, lists
// and looks up is made anew while it is read, so that an image that is read cannot
// contradict itself:
//
//	counts      records, moves, shares, allowances, tickets, works, plans, bytes of text
//	text        the names of the plans; of each record its id, and the name of its ticket
//	            if it is the first of it
//	known       the latest instant that is known to have come
//	plans       the length of each name
//	allowances  month and plan
//	shares      ticket and allowance
//	records     what was applied, and the moves that it made
//	lists       of each allowance, the shares that others than it pay for
//	holds       of each open one, its day
//
// A number is a varint. What grows from one to the next is a difference, and a time is
// seconds and, rarely, nanoseconds.
const (
	imageMagic   = "PCA"
	imageVersion = 5
	imageSum     = 4 // bytes of the checksum
)

// AppendImage appends an image of the account to dst: all of it in a compact binary form, which ReadImage
// reads several times as fast as the journal is replayed. Keep it as a snapshot beside the journal, and apply
// the entries that came since: Len says how many are in it.
//
// The journal stays the truth. Another version of this package may refuse an image, and it is not signed. The
// images of equal accounts may differ. An account without terms has no image: dst is returned as it is. Calls
// for one account may run side by side.
func (a *Account) AppendImage(dst []byte) []byte {
	if !a.fund.Ready() {
		return dst
	}
	begin := len(dst)
	dst = append(append(dst, imageMagic...), imageVersion)
	terms := a.imageTerms()
	dst = append(binary.AppendUvarint(dst, uint64(len(terms))), terms...)
	dst = a.appendBody(dst)
	return binary.LittleEndian.AppendUint32(dst, imageCheck(dst[begin:]))
}

// ReadImage makes a the account that an image is of, in place of what it was, as its journal would.
//
// a must have the terms of the image; if they are others, or the image is of another version, the error is
// ErrOutdated. If it is not what AppendImage wrote, it is ErrDamaged: whatever the bytes are, they cost time
// and memory in proportion to their number. In both cases a stays as it is, and its journal is to be
// replayed.
//
// b is not kept. a must not be in use elsewhere.
func (a *Account) ReadImage(b []byte) error {
	if !a.fund.Ready() {
		return fault.New("terms", nil, "must be given: NewAccount makes an account that an image can be read into")
	}
	body, err := a.openImage(b)
	if err != nil {
		return err
	}
	r := imageReader{b: body, budget: walk * len(b), share: fund.None}
	r.account.resetAs(a)
	if !r.read() {
		return ErrDamaged
	}
	*a = r.account
	return nil
}

// openImage checks what is around the body of an image.
func (a *Account) openImage(b []byte) (body []byte, err error) {
	if len(b) < len(imageMagic)+1+imageSum || string(b[:len(imageMagic)]) != imageMagic {
		return nil, ErrDamaged
	}
	b, sum := b[:len(b)-imageSum], binary.LittleEndian.Uint32(b[len(b)-imageSum:])
	if imageCheck(b) != sum {
		return nil, ErrDamaged
	}
	version, rest := b[len(imageMagic)], b[len(imageMagic)+1:]
	if version != imageVersion {
		return nil, ErrOutdated
	}
	n, size := binary.Uvarint(rest)
	if size <= 0 || n > uint64(len(rest)-size) {
		return nil, ErrDamaged
	}
	terms, body := rest[size:][:n], rest[size:][n:]
	if !bytes.Equal(terms, a.imageTerms()) {
		return nil, ErrOutdated
	}
	return body, nil
}

// imageTerms writes the terms of an account.
func (a *Account) imageTerms() []byte {
	b, _ := wire.Append(nil, &a.fund.Terms) // they were valid when they were set
	return b
}

func imageCheck(b []byte) uint32 { return crc32.Checksum(b, crc32.MakeTable(crc32.Castagnoli)) }
