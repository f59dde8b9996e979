//! A real browser without a window, driven by the DevTools protocol through a pipe: no network, no driver program.
//!
//! <https://chromedevtools.github.io/devtools-protocol/>

use serde_json::{Value, json};
use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{Duration, Instant};

/// Where to look: the names that the systems give it.
const NAMES: [&str; 5] = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"];
/// Nothing asked of the browser takes longer, also on a busy machine.
const PATIENCE: Duration = Duration::from_secs(240);
/// How long it may take to close.
const CLOSING: Duration = Duration::from_secs(5);

pub struct Browser {
    child: Child,
    to: ChildStdin,
    from: BufReader<ChildStdout>,
    profile: PathBuf,
    session: Option<String>,
    calls: u64,
}

/// The browser of this machine: what `LIVSFERD_CHROMIUM` names, else the first that is found in the path.
fn program() -> Option<PathBuf> {
    if let Some(named) = std::env::var_os("LIVSFERD_CHROMIUM") {
        return Some(named.into());
    }
    let path = std::env::var_os("PATH")?;
    let folders: Vec<PathBuf> = std::env::split_paths(&path).collect();
    NAMES
        .iter()
        .flat_map(|name| folders.iter().map(move |folder| folder.join(name)))
        .find(|file| file.is_file())
}

impl Browser {
    /// Starts the browser; none, said aloud, where there is none and it is not required.
    pub fn start() -> Option<Self> {
        let hint = "install it (Debian: apt-get install chromium), or name it in LIVSFERD_CHROMIUM";
        let Some(program) = program().filter(|_| cfg!(unix)) else {
            let required = std::env::var_os("LIVSFERD_BROWSER").is_some_and(|value| value == "required");
            assert!(!required, "no Chromium found, and LIVSFERD_BROWSER=required: {hint}");
            // Straight to standard error: what a test prints otherwise is not shown when it passes.
            let word = format!("\nSKIPPED, NOT TESTED: no Chromium found; {hint}\n");
            std::io::stderr().write_all(word.as_bytes()).unwrap();
            return None;
        };
        static NUMBER: AtomicU32 = AtomicU32::new(0);
        let number = NUMBER.fetch_add(1, Ordering::Relaxed);
        let profile = std::env::temp_dir().join(format!("livsferd-browser-{}-{number}", std::process::id()));
        // The browser reads commands from file 3 and answers on file 4.
        let mut child = Command::new("sh")
            .args(["-c", "exec \"$@\" 3<&0 4>&1 1>&2", "sh"])
            .arg(program)
            .args(["--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"])
            .args(["--remote-debugging-pipe", "--no-first-run", "--disable-background-networking"])
            .arg(format!("--user-data-dir={}", profile.display()))
            .arg("about:blank")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let (to, from) = (child.stdin.take().unwrap(), BufReader::new(child.stdout.take().unwrap()));
        let mut browser = Self { child, to, from, profile, session: None, calls: 0 };
        let target = browser.call("Target.createTarget", json!({"url": "about:blank"}));
        let attach = json!({"targetId": target["targetId"], "flatten": true});
        let session = browser.call("Target.attachToTarget", attach);
        browser.session = session["sessionId"].as_str().map(str::to_owned);
        Some(browser)
    }

    /// Asks for something and waits for its answer.
    pub fn call(&mut self, method: &str, params: Value) -> Value {
        self.calls += 1;
        let mut message = json!({"id": self.calls, "method": method, "params": params});
        if let Some(session) = &self.session {
            message["sessionId"] = json!(session);
        }
        self.to.write_all(format!("{message}\0").as_bytes()).unwrap();
        self.to.flush().unwrap();
        let started = Instant::now();
        loop {
            assert!(started.elapsed() < PATIENCE, "{method} takes too long");
            let mut bytes = Vec::new();
            self.from.read_until(0, &mut bytes).unwrap();
            assert_eq!(bytes.pop(), Some(0), "the browser has gone away");
            let answer: Value = serde_json::from_slice(&bytes).unwrap();
            if answer["id"] == json!(self.calls) {
                assert!(answer["error"].is_null(), "{method}: {}", answer["error"]);
                return answer["result"].clone();
            }
        }
    }

    /// Opens a file at a width, in light or dark.
    pub fn open(&mut self, file: &Path, width: u32, scheme: &str) {
        let size = json!({"width": width, "height": 900, "deviceScaleFactor": 1, "mobile": false});
        self.call("Emulation.setDeviceMetricsOverride", size);
        self.media("screen", scheme);
        self.call("Page.navigate", json!({"url": format!("file://{}", file.display())}));
        let started = Instant::now();
        // Asked again and again, for a page whose scripts are off cannot tell when it is ready.
        while self.evaluate("document.readyState + location.protocol") != json!("completefile:") {
            assert!(started.elapsed() < PATIENCE, "the page is not ready");
            std::thread::sleep(Duration::from_millis(20));
        }
    }

    /// The medium, `screen` or `print`, in light or dark.
    pub fn media(&mut self, medium: &str, scheme: &str) {
        let features = json!([{"name": "prefers-color-scheme", "value": scheme}]);
        self.call("Emulation.setEmulatedMedia", json!({"media": medium, "features": features}));
    }

    /// The value of an expression in the page; promises are waited for.
    pub fn evaluate(&mut self, expression: &str) -> Value {
        let params = json!({"expression": expression, "awaitPromise": true, "returnByValue": true});
        let answer = self.call("Runtime.evaluate", params);
        assert!(answer["exceptionDetails"].is_null(), "{expression}: {}", answer["exceptionDetails"]);
        answer["result"]["value"].clone()
    }

    /// Prints the page as it wants to be printed: the width and height of every sheet of paper, in points.
    pub fn paper(&mut self) -> Vec<(f64, f64)> {
        let printed =
            self.call("Page.printToPDF", json!({"preferCSSPageSize": true, "printBackground": true}));
        let text = decoded(printed["data"].as_str().unwrap());
        let boxes = text.split("/MediaBox [").skip(1).map(|rest| rest.split(']').next().unwrap());
        let size = |numbers: &str| {
            let numbers: Vec<f64> = numbers.split_whitespace().map(|one| one.parse().unwrap()).collect();
            (numbers[2], numbers[3])
        };
        boxes.map(size).collect()
    }

    /// Presses a key: `Tab`, `Enter`.
    pub fn press(&mut self, key: &str) {
        let (code, text) = match key {
            "Tab" => (9, ""),
            "Enter" => (13, "\r"),
            _ => panic!("an unknown key: {key}"),
        };
        for kind in ["keyDown", "keyUp"] {
            let mut event = json!({"type": kind, "key": key, "code": key, "windowsVirtualKeyCode": code});
            if kind == "keyDown" && !text.is_empty() {
                event["text"] = json!(text);
            }
            self.call("Input.dispatchKeyEvent", event);
        }
    }
}

/// What is written in Base64, each byte as a character.
fn decoded(text: &str) -> String {
    const SIGNS: &str = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let (mut out, mut bits, mut number) = (String::new(), 0_u32, 0);
    for sign in text.chars() {
        let Some(value) = SIGNS.find(sign) else { continue };
        bits = bits << 6 | value as u32;
        number += 6;
        if number >= 8 {
            number -= 8;
            out.push(char::from((bits >> number & 0xff) as u8));
        }
    }
    out
}

impl Drop for Browser {
    fn drop(&mut self) {
        // Asked to close, it ends its own processes, too; killed, they would go on writing into the folder.
        self.session = None;
        let close = json!({"id": self.calls + 1, "method": "Browser.close"});
        let asked = self.to.write_all(format!("{close}\0").as_bytes()).and_then(|()| self.to.flush());
        let started = Instant::now();
        while asked.is_ok() && started.elapsed() < CLOSING && matches!(self.child.try_wait(), Ok(None)) {
            std::thread::sleep(Duration::from_millis(20));
        }
        let _ = self.child.kill();
        let _ = self.child.wait();
        for _ in 0..20 {
            if !self.profile.exists() || std::fs::remove_dir_all(&self.profile).is_ok() {
                break;
            }
            std::thread::sleep(Duration::from_millis(50));
        }
    }
}
