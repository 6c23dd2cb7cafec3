//! How the page looks, on a screen and on paper.

use super::Head;
use crate::export::visible;

/// Dark words on white, lines of a length that is read with ease.
pub(super) const PAGE: &str = "\
:root { color-scheme: light; }
* { box-sizing: border-box; }
html { font: 100%/1.55 'Noto Sans', 'Segoe UI', Roboto, Arial, Helvetica, sans-serif; }
body { margin: 0; color: #1b1f23; background: #ffffff; overflow-wrap: anywhere; }
main { max-width: 46rem; margin: 0 auto; padding: 2rem 1.25rem 4rem; }
h1, h2, h3, h4, h5, h6, p, dt, dd, th, td, caption { white-space: pre-wrap; unicode-bidi: plaintext; }
h1, h2, h3, h4, h5, h6 { line-height: 1.25; margin: 0; }
h1 { font-size: 1.75rem; }
h2 { font-size: 1.3rem; margin-top: 2.25rem; padding-bottom: .3rem; border-bottom: 2px solid #28466b; color: #28466b; }
h3 { font-size: 1.08rem; margin-top: 1.5rem; }
h4, h5, h6 { font-size: 1rem; margin-top: 1.25rem; }
header h2 { border: 0; padding: 0; margin: 0; font-size: 1.6rem; color: inherit; }
p { margin: .4rem 0; }
article + article { margin-top: 4rem; padding-top: 2rem; border-top: 4px double #28466b; }
header { margin-bottom: 1.5rem; padding-bottom: .9rem; border-bottom: 1px solid #8b939b; }
header.draft { border: 3px solid #8a1c1c; background: #fdf1f0; padding: 1rem 1.2rem; }
header.draft h1, header.draft h2 { color: #8a1c1c; }
.unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); user-select: none; }
.letter { max-width: 34rem; margin: 3rem auto; font-size: 1.2rem; line-height: 1.65; }
.letter p { margin: 0 0 1.4rem; }
.held { font-weight: 600; }
.about { color: #454c54; font-size: .9rem; }
.question { font-weight: 600; color: #28466b; }
.said { margin: .75rem 0 0; color: #454c54; font-style: italic; }
.said + .prose { margin-top: .1rem; padding-left: .9rem; border-left: 3px solid #c3cbd3; }
.remark { color: #454c54; font-size: .92rem; }
dl { margin: .6rem 0; }
dl > div { display: grid; grid-template-columns: minmax(8rem, 13rem) 1fr; gap: 0 1.2rem; padding: .18rem 0; }
dt { color: #454c54; }
dd { margin: 0; }
ul { margin: .5rem 0; padding-left: 1.3rem; }
li { margin: .5rem 0; }
li > p { margin: 0; }
.detail { color: #32383e; font-size: .94rem; padding-left: .9rem; }
table { width: 100%; border-collapse: collapse; margin: .9rem 0; font-size: .95rem; }
caption { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
th, td { text-align: start; vertical-align: top; padding: .45rem .6rem; border: 1px solid #8b939b; }
thead th { background: #e9edf2; }
tbody th { font-weight: 600; width: 34%; }
td { min-width: 5.5rem; }
td > p:first-child { margin-top: 0; }
td > p:last-child { margin-bottom: 0; }
figure { margin: 1.2rem 0; padding: 1rem; border: 1px solid #c3cbd3; border-radius: 4px; }
figure svg { display: block; max-width: 100%; height: auto; margin: 0 auto .8rem; }
figcaption { font-size: .92rem; color: #32383e; }
figcaption p { margin: .15rem 0; }
figcaption .named { font-weight: 600; color: #1b1f23; }
@media (max-width: 34rem) {
dl > div { display: block; }
dd { padding-left: .9rem; }
}
@media print {
html { font-size: 10.5pt; line-height: 1.45; }
main { max-width: none; padding: 0 1px; }
h1, h2, h3, h4, h5, h6, caption, dt, .said { break-after: avoid; }
header, figure, tr, dl > div { break-inside: avoid; }
thead { display: table-header-group; }
p, dd, li { orphans: 3; widows: 3; }
article + article { margin-top: 0; padding-top: 0; border-top: 0; break-before: page; }
figure { padding: .6rem; }
.letter { max-width: 30rem; margin: 2.5rem auto 0; font-size: 13.5pt; }
* { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
}
@page { size: A4; margin: 22mm 18mm 20mm; }
";

/// What stands at the head and the foot of every page a note is printed on.
pub(super) fn running(number: usize, head: &Head) -> String {
    let font = "font: 8.5pt 'Noto Sans', 'Segoe UI', Arial, sans-serif; color: #454c54;";
    let draft = if head.draft {
        "@top-right { content: 'DRAFT, not finalised'; font: bold 9pt 'Noto Sans', \
         'Segoe UI', Arial, sans-serif; color: #8a1c1c; }\n"
    } else {
        ""
    };
    let (about, check) = (string(&head.about), string(&head.check));
    format!(
        "@page note-{number} {{\n@top-left {{ content: {about}; {font} }}\n{draft}\
         @bottom-left {{ content: {check}; {font} }}\n\
         @bottom-right {{ content: 'Page ' counter(page) ' of ' counter(pages); {font} }}\n}}\n\
         .note-{number} {{ page: note-{number}; }}\n"
    )
}

/// Words as a string of a style sheet. All that is neither a letter of English
/// nor a digit is written as a number: nothing ends the string or the style.
fn string(text: &str) -> String {
    let mut out = String::from("'");
    for c in visible(text).chars() {
        if c.is_ascii_alphanumeric() || c == ' ' {
            out.push(c);
        } else {
            // the space ends the number and is no part of the words
            out.push_str(&format!("\\{:x} ", u32::from(c)));
        }
    }
    out.push('\'');
    out
}
