"""Someone who has the map open in a browser."""

WIDE, SMALL = {"width": 1280, "height": 800}, {"width": 400, "height": 800}


class Reader:
    """Someone who has the page open, and everything the page said or asked for behind their back."""

    def __init__(self, browser, address, **settings):
        settings = {"viewport": WIDE, "reduced_motion": "reduce"} | settings
        self.page = browser.new_context(**settings).new_page()
        self.page.set_default_timeout(10_000)
        self.address, self.heard, self.requests = address, [], []
        self.page.on("console", lambda message: self.heard.append(message.text))
        self.page.on("pageerror", lambda error: self.heard.append(str(error)))
        self.page.on("dialog", lambda dialog: (self.heard.append(dialog.message), dialog.dismiss()))
        self.page.on("request", lambda request: self.requests.append(request.url))

    def open(self, anchor=""):
        self.page.goto(f"{self.address}{anchor}")
        self.page.wait_for_function("window.evidenceMap !== undefined")
        return self

    @property
    def heading(self):
        found = self.page.locator("#panel:not([hidden]) h2")
        return found.inner_text() if found.count() else None

    @property
    def current(self):
        return self.page.locator("[aria-current]").all_inner_texts()

    @property
    def listed(self):
        """The statements in the list that are shown."""
        return [
            text.split("\n")[0] for text in self.page.locator("#list section li:visible").all_inner_texts()
        ]

    def close(self):
        """Leave, and fail when the page said anything meanwhile."""
        self.page.context.close()
        assert self.heard == []

    def press(self, *keys):
        for key in keys:
            self.page.keyboard.press(key)

    def taken(self, button):
        """The name and the bytes of what is saved by a button of the menu."""
        if not self.page.locator("#take[open]").count():
            self.page.click("#take summary")
        with self.page.expect_download() as saving:
            self.page.click(f"#{button}")
        return saving.value.suggested_filename, saving.value.path().read_bytes()

    def click_node(self, name):
        self.page.wait_for_timeout(100)  # the view moves in the next frame
        place = self.page.evaluate("name => window.evidenceMap.place(name)", name)
        self.page.mouse.click(place["x"], place["y"])

    def ink(self):
        """How many colours the canvas holds in a grid of samples."""
        return self.page.evaluate(
            """() => {
                const canvas = document.querySelector("#canvas canvas");
                const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
                const seen = new Set();
                for (let n = 0; n < data.length; n += 4 * 7) seen.add(data.slice(n, n + 4).join());
                return seen.size;
            }"""
        )
