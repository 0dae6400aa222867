package io.dripwatch.pager;

import static org.assertj.core.api.Assertions.assertThat;

import io.dripwatch.vitals.ChairId;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(VertxExtension.class)
final class BrowsersTest {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    @Test
    void aChairIsToldToThoseWhoMaySeeItsRoom(@TempDir Path data, Vertx vertx) throws Exception {
        Browsers browsers =
                new Browsers(vertx, new PagedBrowserFile(data), (account, chair) -> account.equals("of " + chair));
        for (String account : List.of("of 1", "of 11")) {
            PagedBrowser browser =
                    new PagedBrowser(account, "https://push.example/" + account, "", "", NOW.plusSeconds(60));
            browsers.add(browser, NOW).toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
        }

        assertThat(browsers.told(new ChairId("11"), NOW))
                .extracting(PagedBrowser::account)
                .containsExactly("of 11");
        assertThat(browsers.told(new ChairId("2"), NOW)).isEmpty();
    }
}
