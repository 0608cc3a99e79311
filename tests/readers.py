"""Someone who has the map open in a browser."""

WIDE, SMALL = {"width": 1280, "height": 800}, {"width": 400, "height": 800}

NEXT_FRAMES = "() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"
"""Waits until what is drawn in the next frame stands there."""

CLAIM = "(document.querySelector('main .said q') || document.querySelector('main h1')).textContent"


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
        """The headline of what is looked at."""
        return self.page.locator("main h1").inner_text()

    @property
    def claim(self):
        """The statement of the claim on the balance, which is headed by the question that it answers."""
        return self.page.evaluate(CLAIM)

    @property
    def view(self):
        """The word of the view in the menu."""
        return self.page.locator("#views [aria-current]").inner_text()

    @property
    def listed(self):
        """The statements of the cards, in their order."""
        return self.page.locator("main .card .statement").all_inner_texts()

    @property
    def shown(self):
        """The ids of the claims on cards and in opened lists of those without a study."""
        names = self.page.evaluate(
            "[...document.querySelectorAll('main [data-claim]')].map(card => card.dataset.claim)"
        )
        return {name.removeprefix("claim:") for name in names}

    def close(self):
        """Leave, and fail when the page said anything meanwhile."""
        self.page.context.close()
        assert self.heard == []

    def press(self, *keys):
        for key in keys:
            self.page.keyboard.press(key)

    def choose(self, label, option):
        """Set a filter."""
        if not self.page.locator("#filter[open]").count():
            self.page.click("#filter summary")
        self.page.get_by_label(label, exact=True).select_option(option)

    def tick(self, study):
        """Tick or untick a study of the claim in focus."""
        self.page.get_by_label(f"Count {study}", exact=True).click()

    def taken(self, kind):
        """The name and the bytes of what is saved by a button of the menu: png, svg, csv or bib."""
        if not self.page.locator("#download[open]").count():
            self.page.click("#download summary")
        with self.page.expect_download() as saving:
            self.page.click(f"#take-{kind}")
        return saving.value.suggested_filename, saving.value.path().read_bytes()
