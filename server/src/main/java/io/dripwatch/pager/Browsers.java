package io.dripwatch.pager;

import io.dripwatch.access.file.FileUnusable;
import io.dripwatch.vitals.ChairId;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiPredicate;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The browsers that are told of high alarms. They are kept in a file, and forgotten when their time is over. */
final class Browsers {
    private static final Logger LOG = LoggerFactory.getLogger(Browsers.class);
    private static final int MOST_OF_ONE = 5;
    private static final int MOST = 500;

    private final Vertx vertx;
    private final PagedBrowserFile file;
    private final BiPredicate<String, ChairId> sees;
    private final AtomicLong forgotten = new AtomicLong();
    private volatile List<PagedBrowser> all = List.of();

    /** @param sees whether an account counts and may see the room of a chair now */
    Browsers(Vertx vertx, PagedBrowserFile file, BiPredicate<String, ChairId> sees) {
        this.vertx = vertx;
        this.file = file;
        this.sees = sees;
    }

    /**
     * Reads the file. Blocks.
     *
     * @throws FileUnusable where it cannot be read
     */
    void read() {
        all = List.copyOf(file.all());
    }

    /** Those who are to be told of a chair now. */
    List<PagedBrowser> told(ChairId chair, Instant now) {
        return all.stream()
                .filter(each -> now.isBefore(each.until()) && sees.test(each.account(), chair))
                .toList();
    }

    /** Tells this browser, too; done when it is durable. The oldest of somebody who has too many is told no more. */
    Future<Void> add(PagedBrowser browser, Instant now) {
        return change(before -> {
            List<PagedBrowser> after = new ArrayList<>(before);
            after.removeIf(each -> each.endpoint().equals(browser.endpoint()) || !now.isBefore(each.until()));
            after.add(browser);
            shorten(after, each -> each.account().equals(browser.account()), MOST_OF_ONE);
            shorten(after, each -> true, MOST);
            return after;
        });
    }

    private static void shorten(List<PagedBrowser> all, Predicate<PagedBrowser> which, int most) {
        while (all.stream().filter(which).count() > most) {
            all.remove(all.stream().filter(which).findFirst().orElseThrow());
        }
    }

    /** Tells that browser no more, where it is of this account. */
    Future<Void> end(String account, String endpoint) {
        return change(before -> before.stream()
                .filter(each ->
                        !each.endpoint().equals(endpoint) || !each.account().equals(account))
                .toList());
    }

    /** Its push service does not know it any more. */
    void forget(String endpoint) {
        change(before -> before.stream()
                        .filter(each -> !each.endpoint().equals(endpoint))
                        .toList())
                .onSuccess(done -> forgotten.incrementAndGet())
                .onFailure(failure -> LOG.error("A browser that is gone could not be forgotten", failure));
    }

    int size() {
        return all.size();
    }

    long forgotten() {
        return forgotten.get();
    }

    private Future<Void> change(UnaryOperator<List<PagedBrowser>> change) {
        return vertx.executeBlocking(() -> {
            file.change(change);
            read();
            return null;
        });
    }
}
