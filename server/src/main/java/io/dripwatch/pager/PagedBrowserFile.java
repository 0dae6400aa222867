package io.dripwatch.pager;

import io.dripwatch.access.file.ListFile;
import java.nio.file.Path;
import java.time.Instant;

/** The browsers that are told of high alarms, in a file of their own in the data directory. Blocks. */
final class PagedBrowserFile extends ListFile<PagedBrowser> {
    /** Its name in a data directory and in a backup. */
    static final String NAME = "paged-browsers.json";

    private record Entry(String account, String endpoint, String key, String secret, String until) {
        Entry(PagedBrowser browser) {
            this(
                    browser.account(),
                    browser.endpoint(),
                    browser.key(),
                    browser.secret(),
                    browser.until().toString());
        }

        PagedBrowser read() {
            return new PagedBrowser(account, endpoint, key, secret, Instant.parse(until));
        }
    }

    /** @param data the data directory */
    PagedBrowserFile(Path data) {
        super(data, NAME, new Shape<>("browsers", "browsers", Entry.class, Entry::read, Entry::new));
    }
}
