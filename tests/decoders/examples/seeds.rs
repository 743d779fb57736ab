//! Writes the seeds of every target into `fuzz/corpus/`: those of the test vectors, and the files of a folder named on
//! the command line (CSV, vCard and mail files of people, say).

use std::path::{Path, PathBuf};

fn main() -> std::io::Result<()> {
    let folder = std::env::args_os().nth(1).map(PathBuf::from);
    for target in tacit_decoders::TARGETS {
        let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fuzz/corpus").join(target.name);
        std::fs::create_dir_all(&corpus)?;
        for (number, seed) in (target.seeds)(folder.as_deref()).iter().enumerate() {
            std::fs::write(corpus.join(format!("seed-{number}")), seed)?;
        }
    }
    Ok(())
}
