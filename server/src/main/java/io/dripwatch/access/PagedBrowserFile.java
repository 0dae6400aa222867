package io.dripwatch.access;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.function.UnaryOperator;

/** The browsers that are told of high alarms, in a file of their own in the data directory. Blocks. */
public final class PagedBrowserFile {
    private static final String NAME = "paged-browsers.json";

    private final ListFile<Entry, PagedBrowser> file;

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
    public PagedBrowserFile(Path data) {
        this.file = new ListFile<>(
                data, NAME, new ListFile.Shape<>("browsers", "browsers", Entry.class, Entry::read, Entry::new));
    }

    /**
     * All of them, the oldest first.
     *
     * @throws FileUnusable where the file cannot be read
     */
    public List<PagedBrowser> browsers() {
        return file.all(file.text());
    }

    /**
     * Changes them, durably.
     *
     * @throws FileUnusable where the file cannot be read or written; then it is as it was
     */
    public void change(UnaryOperator<List<PagedBrowser>> change) {
        file.change(change);
    }
}
