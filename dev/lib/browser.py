"""A headless Chromium with one page, steered through its debugging protocol."""

import base64
import itertools
import json
import shutil
import subprocess
import tempfile
import time
from pathlib import Path
from typing import Any

import websocket

PROGRAMS = ("google-chrome", "chromium", "chromium-browser")
OPTIONS = (
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--hide-scrollbars",
    "--lang=en",
    "--remote-debugging-port=0",
    "--remote-allow-origins=*",
)
# Nothing is loading and a view of the web client stands on the page.
SETTLED = """
document.readyState === "complete"
&& !document.querySelector(".o_loading_indicator, .o_blockUI")
&& !!document.querySelector(%s)
"""


class Browser:
    """One page. Use it as a context; `said` holds what the console complained about."""

    def __init__(self, width: int = 1440, height: int = 900) -> None:
        program = next(filter(None, map(shutil.which, PROGRAMS)), None)
        if not program:
            raise SystemExit("There is no Chromium: install it or Chrome.")
        self._profile = tempfile.TemporaryDirectory(ignore_cleanup_errors=True)
        self._process = subprocess.Popen(
            [program, *OPTIONS, f"--user-data-dir={self._profile.name}", "about:blank"],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        self.said: list[str] = []
        self._numbers = itertools.count(1)
        self._socket = websocket.create_connection(self._address(), timeout=60)
        self._session = ""
        target = self._ask("Target.createTarget", url="about:blank")["targetId"]
        attached = self._ask("Target.attachToTarget", targetId=target, flatten=True)
        self._session = attached["sessionId"]
        for domain in ("Page", "Runtime", "Log", "Network"):
            self._ask(f"{domain}.enable")
        self.resize(width, height)

    def _address(self) -> str:
        """Where the browser listens: it writes port and path into its profile."""
        written = Path(self._profile.name) / "DevToolsActivePort"
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline:
            lines = written.read_text().split() if written.exists() else []
            if len(lines) == 2:
                return f"ws://127.0.0.1:{lines[0]}{lines[1]}"
            time.sleep(0.1)
        raise SystemExit("Chromium did not start.")

    def __enter__(self) -> "Browser":
        return self

    def __exit__(self, *_error: object) -> None:
        self._socket.close()
        self._process.terminate()
        self._process.wait(20)
        self._profile.cleanup()

    def resize(self, width: int, height: int) -> None:
        """The size of the page in pixels; a narrow one is a phone that is touched."""
        is_phone = width < 768
        self._ask(
            "Emulation.setDeviceMetricsOverride",
            width=width,
            height=height,
            deviceScaleFactor=1,
            mobile=is_phone,
        )
        self._ask("Emulation.setTouchEmulationEnabled", enabled=is_phone)

    def open(self, url: str, see: str = "body") -> None:
        """Open an address and wait until `see`, a CSS selector, stands on the page."""
        self._ask("Page.navigate", url=url)
        self.wait(see)

    def login(self, url: str, login: str, password: str) -> None:
        """Come in as somebody else than before."""
        self._ask("Network.clearBrowserCookies")
        self.open(f"{url}/web/login", "input[name=password]")
        self.run(
            f"document.querySelector('input[name=login]').value = {json.dumps(login)};"
            f"document.querySelector('input[name=password]').value = {json.dumps(password)};"
            "document.querySelector('.oe_login_form button[type=submit]').click()"
        )
        self.wait(".o_main_navbar")

    def wait(self, see: str, seconds: float = 30) -> None:
        """Until `see` is there and nothing loads any more."""
        deadline = time.monotonic() + seconds
        settled = SETTLED % json.dumps(see)
        while not self.run(settled):
            if time.monotonic() > deadline:
                raise TimeoutError(f"{see} does not appear on {self.run('location.href')}")
            time.sleep(0.1)
        # What was loaded is drawn, and pop-ups have faded in.
        self.run("new Promise((done) => setTimeout(done, 350))")

    def run(self, script: str) -> Any:
        """What a JavaScript expression gives, once its promise is kept."""
        answer = self._ask(
            "Runtime.evaluate", expression=script, awaitPromise=True, returnByValue=True
        )
        if "exceptionDetails" in answer:
            # A page that is just being replaced: the question is asked again by those who wait.
            return None
        return answer["result"].get("value")

    def picture(self) -> bytes:
        """What the page shows, as PNG."""
        return base64.b64decode(self._ask("Page.captureScreenshot", format="png")["data"])

    def _ask(self, method: str, **params: Any) -> dict[str, Any]:
        number = next(self._numbers)
        message: dict[str, Any] = {"id": number, "method": method, "params": params}
        if self._session:
            message["sessionId"] = self._session
        self._socket.send(json.dumps(message))
        while True:
            heard = json.loads(self._socket.recv())
            self._note(heard)
            if heard.get("id") == number:
                return dict(heard.get("result", {"exceptionDetails": heard.get("error")}))

    def _note(self, heard: dict[str, Any]) -> None:
        params = heard.get("params", {})
        match heard.get("method"):
            case "Runtime.exceptionThrown":
                self.said.append(json.dumps(params["exceptionDetails"])[:500])
            case "Runtime.consoleAPICalled" if params["type"] == "error":
                self.said.append(json.dumps(params["args"])[:500])
            case "Log.entryAdded" if params["entry"]["level"] == "error":
                self.said.append(f"{params['entry']['text']} {params['entry'].get('url', '')}")
