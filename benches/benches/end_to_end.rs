//! Events through the client to a server, beside the same bytes in batches that were built before.
//!
//! Each iteration delivers 10,000 events in 100 requests over one keep-alive connection.

#![expect(clippy::unwrap_used, reason = "a benchmark that cannot run has to stop")]

use divan::Bencher;
use divan::counter::ItemsCount;
use letter::Client;
use letter_benches::{OrderCompleted, sink};

const BATCHES: usize = 100;
const EVENTS: usize = 100 * BATCHES;

fn main() {
    divan::main();
}

/// The floor: one connection, one request after another, bodies ready.
#[divan::bench(sample_count = 30)]
fn prebuilt_batches(bencher: Bencher) {
    let properties = serde_json::to_string(&OrderCompleted::sample()).unwrap();
    let item = format!(
        r#"{{"type":"track","messageId":"7b0c1f44-8d0e-4a55-9a3e-0d6f2f4f0c11","userId":"user_123","event":"Order Completed","properties":{properties}}}"#
    );
    let body = format!(r#"{{"batch":[{}]}}"#, vec![item; 100].join(","));
    let url = format!("{}/v1/batch", sink().unwrap());
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let http = reqwest::Client::builder().tls_backend_preconfigured(no_tls()).build().unwrap();
    bencher.counter(ItemsCount::new(EVENTS)).bench_local(|| {
        runtime.block_on(async {
            for _ in 0..BATCHES {
                let request = http.post(&url).header("content-type", "application/json");
                let reply = request.body(body.clone()).send().await.unwrap();
                assert_eq!(reply.status(), 202);
                reply.bytes().await.unwrap();
            }
        });
    });
}

/// `track` for each event, then `flush`.
#[divan::bench(sample_count = 30)]
fn track_and_flush(bencher: Bencher) {
    let letter = Client::builder("lt_bench").base_url(sink().unwrap()).build().unwrap();
    let event = OrderCompleted::sample();
    bencher.counter(ItemsCount::new(EVENTS)).bench_local(|| {
        for _ in 0..EVENTS {
            letter.track("user_123", divan::black_box(&event)).unwrap();
        }
        let report = letter.flush_blocking().unwrap();
        assert!(report.is_complete(), "{report}");
    });
}

/// The benchmark speaks plain HTTP; the HTTP client wants TLS set up all the same.
fn no_tls() -> rustls::ClientConfig {
    let provider = std::sync::Arc::new(rustls::crypto::ring::default_provider());
    rustls::ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_root_certificates(rustls::RootCertStore::empty())
        .with_no_client_auth()
}
