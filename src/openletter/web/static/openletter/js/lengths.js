// How long a text is for the one who carries it. The server measures the same way (actions/wording/lengths.py and
// mailto.py, where the sources are named); one table tests both.
const LIGHT = [[0, 4351], [8192, 8205], [8208, 8223], [8242, 8247]];
const WEB = String.raw`https?:\/\/[^\s<>"«»“”]*[^\s<>"«»“”.,;:!?'’)\]…،؛؟]`;
const BARE = String.raw`(?<![\p{L}\p{N}_@.\-\/])(?:[a-z0-9](?:[a-z0-9\-]*[a-z0-9])?\.)+(?:com|org|net|int|info|[a-z]{2})(?![\p{L}\p{N}_.\-@])`;
const EMOJI =
  /\p{Regional_Indicator}\p{Regional_Indicator}|[0-9#*]\uFE0F?\u20E3|(?:[©®]\uFE0F|(?![©®])\p{Extended_Pictographic}(?!\uFE0E)\uFE0F?)\p{Emoji_Modifier}?(?:\u200D\p{Extended_Pictographic}\uFE0F?\p{Emoji_Modifier}?)*[\u{E0020}-\u{E007F}]*/gu;
const ADDRESSES = new RegExp(`${WEB}|${BARE}`, "giu");
const WITH_SCHEME = new RegExp(WEB, "giu");
const ELSEWHERE = /(?<![\p{L}\p{N}_/])(@[\p{L}\p{N}_.-]*[\p{L}\p{N}_])@[\p{L}\p{N}_.-]*[\p{L}\p{N}_]/gu;
const ADDRESS_WEIGHS = 23;

const composed = (text) => text.replaceAll("\r\n", "\n").normalize("NFC");
const count = (text, pattern) => text.match(pattern)?.length ?? 0;

export function x(text) {
  let rest = composed(text);
  const addresses = count(rest, ADDRESSES);
  rest = rest.replace(ADDRESSES, "");
  const emoji = count(rest, EMOJI);
  const signs = [...rest.replace(EMOJI, "")].map((sign) => sign.codePointAt(0));
  const light = (point) => LIGHT.some(([first, last]) => first <= point && point <= last);
  return ADDRESS_WEIGHS * addresses + 2 * emoji + signs.reduce((sum, point) => sum + (light(point) ? 1 : 2), 0);
}

export const graphemes = (text) => [...new Intl.Segmenter().segment(composed(text))].length;
export const octets = (text) => new TextEncoder().encode(composed(text)).length;

export function mastodon(text) {
  const whole = composed(text);
  return ADDRESS_WEIGHS * count(whole, WITH_SCHEME) + graphemes(whole.replace(WITH_SCHEME, "").replace(ELSEWHERE, "$1"));
}

const encoded = (text) =>
  encodeURIComponent(text.toWellFormed?.() ?? text).replace(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);
const addresses = (list) => list.map((each) => encoded(each.trim()).replaceAll("%40", "@")).join(",");

// The link that opens a message in the reader's own mail program; what is empty is left out, and there is no bcc.
export function mailto({ to, cc = [], subject = "", body = "" }) {
  const lines = body.replace(/\r\n?/g, "\n").trimEnd().replaceAll("\n", "\r\n");
  const parts = { cc: addresses(cc), subject: encoded(subject.trim()), body: encoded(lines) };
  const asked = Object.entries(parts).filter(([, value]) => value).map((part) => part.join("=")).join("&");
  return `mailto:${addresses(to)}${asked && `?${asked}`}`;
}
