// Makes an invoice of the same statement with @e-invoice-eu/core, and compares it
// with ours element by element.
//
//   node compare.mjs statement.json data.json < ours.xml
import { readFileSync } from 'node:fs';
import { InvoiceService } from '@e-invoice-eu/core';
import { convert } from 'xmlbuilder2';

const [statementFile, dataFile] = process.argv.slice(2);
const s = JSON.parse(readFileSync(statementFile, 'utf8'));
const who = JSON.parse(readFileSync(dataFile, 'utf8'));
const ours = readFileSync(0, 'utf8');
const doc = s.invoice;
const outside = doc.taxes.every((t) => t.category === 'O');

const eur = (name, value) => ({ [name]: value, [`${name}@currencyID`]: 'EUR' });
const percent = (rate) => String(Math.round(Number(rate) * 1e6) / 1e4);
const category = (c, rate) => ({
  'cbc:ID': c,
  ...(c === 'O' ? {} : { 'cbc:Percent': percent(rate) }),
  'cac:TaxScheme': { 'cbc:ID': 'VAT' },
});
const reasons = {
  AE: ['Autoliquidation', 'VATEX-EU-AE'], K: ['Livraison intracommunautaire', 'VATEX-EU-IC'],
  G: ["Exportation hors de l'Union européenne", 'VATEX-EU-G'], O: ['Hors du champ de la TVA', 'VATEX-EU-O'],
};
const exemption = (c) => {
  const own = doc.lines.find((l) => l.category === c && l.exemption)?.exemption;
  const { reason, code } = own ?? { reason: reasons[c]?.[0], code: reasons[c]?.[1] };
  return { ...(code ? { 'cbc:TaxExemptionReasonCode': code } : {}), ...(reason ? { 'cbc:TaxExemptionReason': reason } : {}) };
};
const scheme = (p) => ({ 'cbc:CompanyID': p.vat, 'cac:TaxScheme': { 'cbc:ID': 'VAT' } });
const party = (p, taxSchemes) => ({
  'cac:Party': {
    'cbc:EndpointID': p.electronic.id, 'cbc:EndpointID@schemeID': p.electronic.scheme,
    'cac:PostalAddress': {
      'cbc:StreetName': p.address.street, 'cbc:CityName': p.address.city, 'cbc:PostalZone': p.address.code,
      'cac:Country': { 'cbc:IdentificationCode': p.address.country },
    },
    ...(outside ? {} : { 'cac:PartyTaxScheme': taxSchemes }),
    'cac:PartyLegalEntity': { 'cbc:RegistrationName': p.name, 'cbc:CompanyID': p.legal.id, 'cbc:CompanyID@schemeID': p.legal.scheme },
  },
});
const [year, month] = s.month.split('-').map(Number);
const pad = (n) => String(n).padStart(2, '0');
const last = pad(new Date(Date.UTC(year, month, 0)).getUTCDate());

const invoice = {
  'ubl:Invoice': {
    'cbc:CustomizationID': 'urn:cen.eu:en16931:2017',
    'cbc:ID': who.number,
    'cbc:IssueDate': who.issued,
    'cbc:InvoiceTypeCode': '380',
    'cbc:DocumentCurrencyCode': 'EUR',
    'cac:InvoicePeriod': { 'cbc:StartDate': `${s.month}-01`, 'cbc:EndDate': `${s.month}-${last}` },
    'cac:AccountingSupplierParty': party(who.seller, [scheme(who.seller)]),
    'cac:AccountingCustomerParty': party(who.buyer, scheme(who.buyer)),
    'cac:PaymentTerms': { 'cbc:Note': who.terms },
    'cac:TaxTotal': [{
      ...eur('cbc:TaxAmount', doc.tax),
      'cac:TaxSubtotal': doc.taxes.map((t) => ({
        ...eur('cbc:TaxableAmount', t.net), ...eur('cbc:TaxAmount', t.tax),
        'cac:TaxCategory': {
          ...category(t.category, t.rate),
          ...exemption(t.category),
        },
      })),
    }],
    'cac:LegalMonetaryTotal': {
      ...eur('cbc:LineExtensionAmount', doc.net), ...eur('cbc:TaxExclusiveAmount', doc.net),
      ...eur('cbc:TaxInclusiveAmount', doc.gross), ...eur('cbc:PayableAmount', doc.gross),
    },
    'cac:InvoiceLine': doc.lines.map((l, i) => ({
      'cbc:ID': String(i + 1),
      'cbc:InvoicedQuantity': l.quantity, 'cbc:InvoicedQuantity@unitCode': l.unit,
      ...eur('cbc:LineExtensionAmount', l.amount),
      'cac:Item': {
        'cbc:Name': l.label.fr, 'cbc:Description': l.explained.fr,
        'cac:ClassifiedTaxCategory': category(l.category, l.rate),
      },
      'cac:Price': {
        ...eur('cbc:PriceAmount', l.price),
        'cbc:BaseQuantity': String(l.price_base ?? 1), 'cbc:BaseQuantity@unitCode': l.unit,
      },
    })),
  },
};

// leaves lists every text and attribute of a document by its path.
function leaves(xml) {
  const out = [];
  const walk = (node, path) => {
    if (Array.isArray(node)) node.forEach((n, i) => walk(n, `${path}[${i}]`));
    else if (node !== null && typeof node === 'object') {
      for (const [key, value] of Object.entries(node)) if (!key.startsWith('@xmlns') && !key.startsWith('@xsi')) walk(value, key === '#' ? path : `${path}/${key}`);
    } else out.push(`${path} = ${node}`);
  };
  walk(convert(xml, { format: 'object' }), '');
  return new Set(out);
}

const silent = { log() {}, warn() {}, error: console.error };
let theirs;
try {
  theirs = String(await new InvoiceService(silent).generate(invoice, { format: 'CII', lang: 'fr', noWarnings: true }));
} catch (e) {
  console.error('the invoice was refused:', JSON.stringify(e.errors ?? e.message, null, 1));
  process.exit(1);
}
// They name a Peppol process and write an empty delivery differently; neither is a figure.
const ignored = (line) => line.includes('BusinessProcessSpecified') || line.includes('ApplicableHeaderTradeDelivery');
const a = leaves(ours), b = leaves(theirs);
const missing = [...b].filter((x) => !a.has(x) && !ignored(x));
const added = [...a].filter((x) => !b.has(x) && !ignored(x));
for (const x of missing) console.error('- theirs alone:', x);
for (const x of added) console.error('+ ours alone:  ', x);
if (missing.length + added.length > 0) process.exit(1);
console.log(`invoice of ${s.contract}, ${s.month}: ${a.size} elements agree`);
