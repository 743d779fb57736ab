//! The web client: its files, from inside the binary or from a folder, and the headers that fence every answer.

use crate::app::Shared;
use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, Uri, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use std::borrow::Cow;
use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

/// Scripts, styles and WebAssembly only from here; nothing inline; nobody frames us; nothing is sent elsewhere.
const POLICY: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; worker-src 'self'; connect-src 'self'; \
    style-src 'self'; img-src 'self' blob: data:; font-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'none'; \
    frame-ancestors 'none'";

const FENCE: [(&str, &str); 8] = [
    ("content-security-policy", POLICY),
    ("cross-origin-opener-policy", "same-origin"),
    ("cross-origin-resource-policy", "same-origin"),
    ("cross-origin-embedder-policy", "require-corp"),
    ("permissions-policy", "camera=(), microphone=(), geolocation=(), payment=(), usb=(), interest-cohort=()"),
    ("referrer-policy", "no-referrer"),
    ("x-content-type-options", "nosniff"),
    ("x-frame-options", "DENY"),
];

/// A built client's file.
#[derive(Clone)]
struct File {
    plain: Cow<'static, [u8]>,
    brotli: Option<Cow<'static, [u8]>>,
    etag: HeaderValue,
}

/// Where the client's files come from.
pub enum Client {
    /// From inside the binary; from nowhere if it was built without.
    Embedded,
    /// From a folder, read when asked.
    Folder(PathBuf),
}

impl Client {
    fn file(&self, path: &str) -> Option<File> {
        match self {
            Self::Embedded => embedded().get(path).cloned(),
            Self::Folder(folder) => from_folder(folder, path),
        }
    }

    /// Whether there is a page to serve.
    pub fn is_there(&self) -> bool {
        self.file("index.html").is_some()
    }
}

fn etag(hash: impl AsRef<[u8]>) -> HeaderValue {
    let hex: String = hash.as_ref().iter().take(16).map(|byte| format!("{byte:02x}")).collect();
    HeaderValue::from_str(&format!("\"{hex}\"")).unwrap_or(HeaderValue::from_static("\"\""))
}

#[cfg(feature = "embed")]
fn embedded() -> &'static HashMap<String, File> {
    #[derive(rust_embed::RustEmbed)]
    #[folder = "../dist"]
    struct Dist;

    static FILES: OnceLock<HashMap<String, File>> = OnceLock::new();
    FILES.get_or_init(|| {
        let file = |name: &str| {
            let plain = Dist::get(name)?;
            let brotli = Dist::get(&format!("{name}.br")).map(|file| file.data);
            Some(File { etag: etag(plain.metadata.sha256_hash()), plain: plain.data, brotli })
        };
        let names = Dist::iter().filter(|name| !name.ends_with(".br"));
        names.filter_map(|name| Some((name.to_string(), file(&name)?))).collect()
    })
}

#[cfg(not(feature = "embed"))]
fn embedded() -> &'static HashMap<String, File> {
    static FILES: OnceLock<HashMap<String, File>> = OnceLock::new();
    FILES.get_or_init(HashMap::new)
}

fn from_folder(folder: &Path, path: &str) -> Option<File> {
    // Only plain names below the folder: no "..", no empty parts, nothing hidden.
    let plain = |part: &str| !part.is_empty() && !part.starts_with('.') && !part.contains('\\');
    if !path.split('/').all(plain) {
        return None;
    }
    let bytes = std::fs::read(folder.join(path)).ok()?;
    let brotli = std::fs::read(folder.join(format!("{path}.br"))).ok();
    let hash = tacit_shared::hash::hash(tacit_shared::hash::Context::File, &[&bytes]);
    Some(File { etag: etag(hash), plain: bytes.into(), brotli: brotli.map(Cow::Owned) })
}

fn content_type(path: &str) -> &'static str {
    match path.rsplit_once('.').map_or("", |(_, extension)| extension) {
        "html" => "text/html; charset=utf-8",
        "js" => "text/javascript; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "wasm" => "application/wasm",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "ico" => "image/x-icon",
        "woff2" => "font/woff2",
        "json" | "webmanifest" => "application/json",
        "txt" => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}

/// A name with a hash in it never means other bytes.
fn is_immutable(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or(path);
    name.split(['-', '.', '_']).any(|part| part.len() >= 12 && part.bytes().all(|byte| byte.is_ascii_hexdigit()))
}

fn takes_brotli(headers: &HeaderMap) -> bool {
    let accepted = headers.get_all(header::ACCEPT_ENCODING).iter().filter_map(|value| value.to_str().ok());
    accepted.flat_map(|value| value.split(',')).any(|one| {
        let mut parts = one.split(';').map(str::trim);
        parts.next() == Some("br") && parts.all(|part| part.replace(' ', "") != "q=0")
    })
}

/// `GET` of anything outside the interface: a file of the client, or its page for addresses that the page itself reads.
pub async fn file(State(app): State<Shared>, method: Method, uri: Uri, headers: HeaderMap) -> Response {
    if method != Method::GET && method != Method::HEAD {
        return StatusCode::METHOD_NOT_ALLOWED.into_response();
    }
    let path = uri.path().trim_start_matches('/');
    let path = if path.is_empty() { "index.html" } else { path };
    if let Some(file) = app.client.file(path) {
        return answer(path, &file, &headers);
    }
    // Addresses of the page have no extension; a missing script must not come back as a page.
    let is_page = !path.rsplit('/').next().is_some_and(|name| name.contains('.'));
    match app.client.file("index.html").filter(|_| is_page) {
        Some(file) => answer("index.html", &file, &headers),
        None => StatusCode::NOT_FOUND.into_response(),
    }
}

fn answer(path: &str, file: &File, asked: &HeaderMap) -> Response {
    let mut headers = HeaderMap::new();
    let cache = if is_immutable(path) { "public, max-age=31536000, immutable" } else { "no-cache" };
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static(cache));
    headers.insert(header::ETAG, file.etag.clone());
    headers.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
    if asked.get(header::IF_NONE_MATCH) == Some(&file.etag) {
        return (StatusCode::NOT_MODIFIED, headers).into_response();
    }
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(content_type(path)));
    let body = match file.brotli.as_ref().filter(|_| takes_brotli(asked)) {
        Some(brotli) => {
            headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static("br"));
            brotli
        }
        None => &file.plain,
    };
    let body = match body {
        Cow::Borrowed(bytes) => Body::from(*bytes),
        Cow::Owned(bytes) => Body::from(bytes.clone()),
    };
    (headers, body).into_response()
}

/// Puts the headers of the fence on every answer.
pub async fn fence(State(app): State<Shared>, request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    for (name, value) in FENCE {
        headers.insert(HeaderName::from_static(name), HeaderValue::from_static(value));
    }
    if app.origins.iter().all(|origin| origin.starts_with("https://")) {
        headers
            .insert(header::STRICT_TRANSPORT_SECURITY, HeaderValue::from_static("max-age=63072000; includeSubDomains"));
    }
    response
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_names_with_a_hash_are_kept_for_ever() {
        assert!(is_immutable("app-0123456789abcdef_bg.wasm"));
        assert!(is_immutable("worker-0123456789abcdef.js"));
        assert!(
            !is_immutable("sw.js")
                && !is_immutable("index.html")
                && !is_immutable("fonts/inter-latin-wght-normal.woff2")
        );
    }

    #[test]
    fn brotli_is_sent_only_to_who_takes_it() {
        let takes = |value: &'static str| {
            takes_brotli(&HeaderMap::from_iter([(header::ACCEPT_ENCODING, HeaderValue::from_static(value))]))
        };
        assert!(takes("gzip, deflate, br, zstd") && takes("br;q=0.5"));
        assert!(!takes("gzip") && !takes("br;q=0") && !takes("br; q=0, gzip") && !takes("brx"));
    }

    #[test]
    fn no_path_leaves_the_folder() {
        let folder = tempfile::tempdir().expect("a folder");
        std::fs::create_dir(folder.path().join("client")).expect("a folder");
        std::fs::write(folder.path().join("secret"), "s").expect("written");
        std::fs::write(folder.path().join("client/app.js"), "a").expect("written");
        let file = |path: &str| from_folder(&folder.path().join("client"), path);
        assert!(file("app.js").is_some());
        for path in ["../secret", "./app.js", "a/../../secret", "..\\secret", ".hidden", "", "/app.js"] {
            assert!(file(path).is_none(), "{path}");
        }
    }
}
