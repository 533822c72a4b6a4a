//! Files that the plan brings along for its catalog: a logo, pages, templates, a style sheet.

use std::fs;
use std::path::{Path, PathBuf};

use super::brand::base64;
use super::catalog::ExtraPage;
use super::settings::Settings;
use super::slug::Slugs;

/// Bytes of a logo.
const MAX_LOGO: u64 = 1 << 20;
/// Bytes of a page.
const MAX_PAGE: u64 = 1 << 20;
/// Image files, and what they are.
const IMAGES: [(&str, &str); 5] = [
    ("svg", "image/svg+xml"),
    ("png", "image/png"),
    ("jpg", "image/jpeg"),
    ("jpeg", "image/jpeg"),
    ("webp", "image/webp"),
];

/// What the plan brings along.
#[derive(Debug, Default)]
pub(crate) struct OwnFiles {
    /// The logo.
    pub(crate) logo: Option<Logo>,
    /// Pages, in the order of their files.
    pub(crate) pages: Vec<ExtraPage>,
    /// The folder of templates that replace others.
    pub(crate) templates: Option<PathBuf>,
    /// A style sheet in the place of ours.
    pub(crate) style: Option<String>,
}

/// An image.
#[derive(Debug)]
pub(crate) struct Logo {
    extension: &'static str,
    kind: &'static str,
    pub(crate) bytes: Vec<u8>,
}

impl Logo {
    /// Its file in the site.
    pub(crate) fn path(&self) -> String {
        format!("assets/logo.{}", self.extension)
    }

    /// The image itself as an address.
    pub(crate) fn data(&self) -> String {
        format!("data:{};base64,{}", self.kind, base64(&self.bytes))
    }
}

impl OwnFiles {
    /// Reads them.
    ///
    /// # Errors
    /// In words: when one cannot be read, or stands outside of the plan's folder.
    pub(crate) fn read(folder: &Path, settings: &Settings) -> Result<Self, String> {
        let mut own = Self::default();
        if let Some(path) = &settings.logo {
            own.logo = Some(logo(&inside(folder, "logo", path)?)?);
        }
        if let Some(path) = &settings.pages {
            own.pages = pages(&inside(folder, "pages", path)?)?;
        }
        if let Some(path) = &settings.templates {
            let templates = inside(folder, "templates", path)?;
            let style = templates.join("catalog.css");
            if style.is_file() {
                own.style = Some(text(&style)?);
            }
            own.templates = Some(templates);
        }
        Ok(own)
    }
}

/// The path, if it stays inside of the plan's folder.
fn inside(folder: &Path, key: &str, path: &str) -> Result<PathBuf, String> {
    let full = folder.join(path);
    let real = fs::canonicalize(&full)
        .map_err(|error| format!("`catalog.{key}` in plan.json: {}: {error}", full.display()))?;
    let root = fs::canonicalize(folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    if !real.starts_with(root) {
        return Err(format!(
            "`catalog.{key}` in plan.json leads out of the plan's folder: move {} into it",
            full.display()
        ));
    }
    Ok(full)
}

fn logo(path: &Path) -> Result<Logo, String> {
    let extension = path.extension().and_then(|end| end.to_str()).unwrap_or_default().to_lowercase();
    let Some((extension, kind)) = IMAGES.into_iter().find(|(known, _)| *known == extension) else {
        return Err(format!(
            "{} is no image that every browser shows: use SVG, PNG, JPEG or WebP",
            path.display()
        ));
    };
    let size = fs::metadata(path).map_or(0, |metadata| metadata.len());
    if size > MAX_LOGO {
        return Err(format!("{} is larger than 1 MiB, too much for a logo", path.display()));
    }
    let bytes = fs::read(path).map_err(|error| format!("{}: {error}", path.display()))?;
    Ok(Logo { extension, kind, bytes })
}

fn pages(folder: &Path) -> Result<Vec<ExtraPage>, String> {
    let entries = fs::read_dir(folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    let mut files: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).collect();
    files.retain(|path| path.extension().is_some_and(|end| end == "md") && path.is_file());
    files.sort();
    let mut slugs = Slugs::default();
    let page = |path: &PathBuf| {
        let text = text(path)?;
        let stem = path.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
        let heading =
            text.lines().find_map(|line| line.strip_prefix("# ")).map(|title| title.trim().to_owned());
        // `10-onboarding.md` stands where its number says, which is no part of its name.
        let name = stem.trim_start_matches(|c: char| c.is_ascii_digit()).trim_start_matches('-').to_owned();
        let name = if name.is_empty() { stem } else { name };
        let title = heading.unwrap_or_else(|| name.replace(['-', '_'], " "));
        // The page has its title above the text.
        let text = match text.trim_start().strip_prefix("# ") {
            Some(rest) => rest.split_once('\n').map(|(_, rest)| rest.to_owned()).unwrap_or_default(),
            None => text,
        };
        Ok(ExtraPage { id: format!("pages/{}", slugs.of(&name)), title, text })
    };
    files.iter().map(page).collect()
}

fn text(path: &Path) -> Result<String, String> {
    let size = fs::metadata(path).map_or(0, |metadata| metadata.len());
    if size > MAX_PAGE {
        return Err(format!("{} is larger than 1 MiB", path.display()));
    }
    fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()))
}
