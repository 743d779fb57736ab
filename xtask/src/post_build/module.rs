//! What a WebAssembly module calls its imports and exports, written anew; all else of it stays as it is.

use anyhow::{Context, Result};
use wasm_encoder::{EntityType, ExportSection, ImportSection, Module, RawSection, Section};
use wasmparser::{Export, Import, Parser, Payload};

/// Names every import, told the module that it is of and what it is called, and says what the module is then.
pub(super) fn rename_imports(code: &[u8], mut name: impl FnMut(&str, &str) -> String) -> Result<Vec<u8>> {
    rewritten(code, |payload| {
        let Payload::ImportSection(entries) = payload else { return Ok(None) };
        let mut renamed = ImportSection::new();
        for entry in entries.clone().into_imports() {
            let Import { module, name: old, ty } = entry?;
            renamed.import(module, &name(module, old), EntityType::try_from(ty)?);
        }
        Ok(Some(renamed))
    })
}

/// Names every export, or takes it away, and says what the module is then.
pub(super) fn rename_exports(code: &[u8], mut name: impl FnMut(&str) -> Option<String>) -> Result<Vec<u8>> {
    rewritten(code, |payload| {
        let Payload::ExportSection(entries) = payload else { return Ok(None) };
        let mut renamed = ExportSection::new();
        for entry in entries.clone() {
            let Export { name: old, kind, index } = entry?;
            if let Some(new) = name(old) {
                renamed.export(&new, kind.into(), index);
            }
        }
        Ok(Some(renamed))
    })
}

/// The module with what `rewrite` has for a section in its place, and the bytes of every other section.
fn rewritten<S: Section>(code: &[u8], mut rewrite: impl FnMut(&Payload<'_>) -> Result<Option<S>>) -> Result<Vec<u8>> {
    let mut out = Module::new();
    for payload in Parser::new(0).parse_all(code) {
        let payload = payload?;
        if let Some(section) = rewrite(&payload)? {
            out.section(&section);
        } else if let Some((id, range)) = payload.as_section() {
            let range = usize::try_from(range.start)?..usize::try_from(range.end)?;
            // That of code is told of before all of it is read.
            let data = code.get(range).context("the module ends too early")?;
            out.section(&RawSection { id, data });
        }
    }
    Ok(out.finish())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Imports `env.first`, `glue.second` and a memory, exports `third` and `fourth`, and has a section of its own and a
    /// function.
    fn module() -> Vec<u8> {
        let imports: &[u8] = b"\x03\x03env\x05first\x00\x01\x04glue\x06second\x00\x80\x01\x03env\x06memory\x02\x00\x11";
        let exports: &[u8] = b"\x02\x05third\x00\x05\x06fourth\x02\x00";
        let (function, code): (&[u8], &[u8]) = (b"\x01\x00", b"\x01\x02\x00\x0b");
        let mut out = b"\0asm\x01\0\0\0".to_vec();
        for (number, body) in [(0, &b"\x01xwhatever"[..]), (2, imports), (3, function), (7, exports), (10, code)] {
            out.extend([number, u8::try_from(body.len()).expect("short")]);
            out.extend(body);
        }
        out
    }

    fn has(code: &[u8], part: &[u8]) -> bool {
        code.windows(part.len()).any(|window| window == part)
    }

    #[test]
    fn what_keeps_its_names_keeps_its_bytes() {
        let code = module();
        assert_eq!(rename_imports(&code, |_, name| name.to_owned()).expect("read"), code);
        assert_eq!(rename_exports(&code, |name| Some(name.to_owned())).expect("read"), code);
    }

    #[test]
    fn imports_are_called_otherwise_and_stay_what_they_are() {
        let renamed =
            rename_imports(&module(), |from, name| if from == "glue" { "a".to_owned() } else { name.to_owned() });
        let renamed = renamed.expect("read");
        assert!(has(&renamed, b"\x03env\x05first\x00\x01\x04glue\x01a\x00\x80\x01"));
        assert!(has(&renamed, b"\x01xwhatever") && has(&renamed, b"\x05third\x00\x05"));
    }

    #[test]
    fn exports_that_nobody_wants_are_gone() {
        let renamed = rename_exports(&module(), |name| (name != "third").then(|| name.to_uppercase())).expect("read");
        assert!(has(&renamed, b"\x01\x06FOURTH\x02\x00") && !has(&renamed, b"third"));
    }

    #[test]
    fn what_is_cut_off_is_refused() {
        let code = module();
        // In the code of the function, and in the exports before it.
        for cut in [1, 4, 5, 7, 20] {
            assert!(rename_exports(&code[..code.len() - cut], |name| Some(name.to_owned())).is_err(), "{cut}");
        }
        assert!(rename_imports(b"\0asm", |_, name| name.to_owned()).is_err());
    }
}
