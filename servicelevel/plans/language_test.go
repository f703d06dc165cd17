package plans_test

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/palier-go/palier/servicelevel/plans"
	"github.com/palier-go/palier/servicelevel/statement"
)

func TestLanguageText(t *testing.T) {
	for lang, want := range map[plans.Language]string{plans.French: "fr", plans.English: "en"} {
		assert.Equal(t, want, lang.String())
		b, err := json.Marshal(lang)
		require.NoError(t, err)
		assert.Equal(t, `"`+want+`"`, string(b))
		var back plans.Language
		require.NoError(t, json.Unmarshal(b, &back))
		assert.Equal(t, lang, back)
	}
	assert.Equal(t, "language(2)", plans.Language(2).String())
	schema, err := statement.Schema{}.MarshalText()
	require.NoError(t, err)
	require.Equal(t, "palier/1", string(schema))
	_, err = plans.Language(2).MarshalText()
	require.Error(t, err)
	lang := plans.English
	for _, s := range []string{"", "FR", "de", "fr ", "french"} {
		require.ErrorContains(t, lang.UnmarshalText([]byte(s)), "must be one of fr, en")
	}
	assert.Equal(t, plans.English, lang)
}

func TestWordingText(t *testing.T) {
	w := plans.Wording{FR: "bonjour", EN: "hello"}
	assert.Equal(t, "bonjour", w.Text(plans.French))
	assert.Equal(t, "hello", w.Text(plans.English))
	assert.Equal(t, "bonjour", w.Text(2))
}

func TestWordingValidate(t *testing.T) {
	full := strings.Repeat("é", 500)
	require.NoError(t, plans.Wording{FR: full, EN: full}.Validate())

	err := plans.Wording{FR: full + "é", EN: ""}.Validate()
	require.ErrorContains(t, err, "fr: must have at most 500 characters")
	require.ErrorContains(t, err, "en: must not be empty")
	require.ErrorContains(t, plans.Wording{FR: "a", EN: "\xff"}.Validate(), "en: must be UTF-8")
	require.ErrorContains(t, plans.Wording{FR: "a\n", EN: "a"}.Validate(), "fr: must be text without control characters")
	require.ErrorContains(t, plans.Wording{FR: "", EN: "a"}.Validate(), "fr: must not be empty")
}

func TestWordingJSON(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.StringN(1, 500, -1).Filter(func(s string) bool { return (plans.Wording{FR: s, EN: "a"}).Validate() == nil })
		w := plans.Wording{FR: text.Draw(t, "fr"), EN: text.Draw(t, "en")}
		b, err := json.Marshal(w)
		require.NoError(t, err)
		var back plans.Wording
		require.NoError(t, json.Unmarshal(b, &back))
		assert.Equal(t, w, back)
	})

	w := plans.Wording{FR: "a", EN: "b"}
	b, err := json.Marshal(w)
	require.NoError(t, err)
	assert.JSONEq(t, `{"fr":"a","en":"b"}`, string(b))
	for _, bad := range []string{`{}`, `{"fr":"x"}`, `{"fr":"x","en":"y","de":"z"}`, `{"fr":1,"en":"y"}`, `"x"`} {
		require.Error(t, json.Unmarshal([]byte(bad), &w), bad)
		assert.Equal(t, plans.Wording{FR: "a", EN: "b"}, w, bad)
	}
}
