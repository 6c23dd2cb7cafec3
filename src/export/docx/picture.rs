//! A picture in a line of its own, with the words that say the same for those
//! who do not see it.

use super::document::NAMESPACES;
use super::parts;
use super::pieces::Picture;
use super::xml::Xml;

/// English metric units, in which Word measures pictures, to a point.
const UNITS: f32 = 12_700.0;

/// A length in points as Word measures it.
fn units(points: f32) -> String {
    format!("{:.0}", points * UNITS)
}

/// Writes the picture that is the `n`th of the document.
pub(super) fn write(xml: &mut Xml, picture: &Picture, n: usize) {
    let id = (n + 1).to_string();
    let (relation, name) = (parts::picture_id(n), format!("Picture {id}"));
    let (cx, cy) = (units(picture.width), units(picture.height));
    let size = [("cx", cx.as_str()), ("cy", cy.as_str())];
    let what =
        [("id", id.as_str()), ("name", &name), ("descr", &picture.words), ("title", picture.title)];
    let main = NAMESPACES.map(|(_, uri)| uri);
    xml.element("w:p", &[], |xml| {
        xml.element("w:pPr", &[], |xml| xml.empty("w:pStyle", &[("w:val", "Picture")]));
        xml.element("w:r", &[], |xml| {
            xml.element("w:drawing", &[], |xml| {
                let gaps = [("distT", "0"), ("distB", "0"), ("distL", "0"), ("distR", "0")];
                xml.element("wp:inline", &gaps, |xml| {
                    xml.empty("wp:extent", &size);
                    xml.empty("wp:docPr", &what);
                    xml.element("a:graphic", &[], |xml| {
                        xml.element("a:graphicData", &[("uri", main[4])], |xml| {
                            xml.element("pic:pic", &[], |xml| {
                                xml.element("pic:nvPicPr", &[], |xml| {
                                    xml.empty("pic:cNvPr", &what);
                                    xml.empty("pic:cNvPicPr", &[]);
                                });
                                xml.element("pic:blipFill", &[], |xml| {
                                    xml.empty("a:blip", &[("r:embed", &relation)]);
                                    xml.element("a:stretch", &[], |xml| {
                                        xml.empty("a:fillRect", &[]);
                                    });
                                });
                                xml.element("pic:spPr", &[], |xml| {
                                    xml.element("a:xfrm", &[], |xml| {
                                        xml.empty("a:off", &[("x", "0"), ("y", "0")]);
                                        xml.empty("a:ext", &size);
                                    });
                                    xml.element("a:prstGeom", &[("prst", "rect")], |xml| {
                                        xml.empty("a:avLst", &[]);
                                    });
                                });
                            });
                        });
                    });
                });
            });
        });
    });
}
