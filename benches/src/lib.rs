//! What the benchmarks share: an event of ordinary size, and a server that costs next to nothing.

use std::io::{self, BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::thread;

use letter::{LetterEvent, PropertyValue};
use serde::Serialize;

/// An event with eight properties, about 200 bytes of JSON, and a few constraints.
#[derive(Debug, Clone, Serialize, LetterEvent)]
#[letter(track)]
pub struct OrderCompleted {
    /// Identifier of the order.
    #[schemars(length(min = 1, max = 64))]
    pub order_id: String,
    /// Total charged, in minor units.
    #[schemars(range(min = 0, max = 10_000_000))]
    pub total: u64,
    /// ISO 4217.
    pub currency: &'static str,
    /// Goods in the cart.
    pub items: Vec<Item>,
    /// Whether it is the first order.
    pub first: bool,
    /// Discount in percent.
    pub discount: f64,
    /// Voucher.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub coupon: Option<String>,
    /// Where it came from.
    pub source: &'static str,
}

/// One line of an order.
#[derive(Debug, Clone, Serialize, PropertyValue)]
pub struct Item {
    /// Article.
    pub sku: String,
    /// Pieces.
    pub quantity: u32,
}

impl OrderCompleted {
    /// The same event each time.
    #[must_use]
    pub fn sample() -> Self {
        let item = |sku: &str| Item { sku: sku.to_owned(), quantity: 2 };
        Self {
            order_id: "ord_8f14e45fceea167a".to_owned(),
            total: 12_900,
            currency: "EUR",
            items: vec![item("SKU-1001"), item("SKU-2002")],
            first: false,
            discount: 12.5,
            coupon: None,
            source: "checkout",
        }
    }
}

/// Starts a server that reads requests and answers 202, and returns its URL.
///
/// # Errors
/// No port could be bound.
pub fn sink() -> io::Result<String> {
    let listener = TcpListener::bind("127.0.0.1:0")?;
    let url = format!("http://{}", listener.local_addr()?);
    thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            thread::spawn(move || answer(stream));
        }
    });
    Ok(url)
}

fn answer(stream: TcpStream) -> io::Result<()> {
    stream.set_nodelay(true)?;
    let mut writer = stream.try_clone()?;
    let mut reader = BufReader::with_capacity(64 * 1024, stream);
    let mut line = String::new();
    let mut body = Vec::new();
    loop {
        let mut length = 0;
        loop {
            line.clear();
            if reader.read_line(&mut line)? == 0 {
                return Ok(());
            }
            match line.trim_end().split_once(':') {
                Some((name, value)) if name.eq_ignore_ascii_case("content-length") => {
                    length = value.trim().parse().unwrap_or(0);
                }
                Some(_) => {}
                None if line.trim_end().is_empty() => break,
                None => {}
            }
        }
        body.resize(length, 0);
        reader.read_exact(&mut body)?;
        writer.write_all(b"HTTP/1.1 202 Accepted\r\ncontent-length: 2\r\n\r\n{}")?;
    }
}
