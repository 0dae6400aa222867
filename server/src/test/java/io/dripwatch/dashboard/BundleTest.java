package io.dripwatch.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.util.List;
import java.util.Objects;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

/** What a browser has to fetch before it shows anything. */
final class BundleTest {
    private static final int LARGEST = 150_000;

    @Test
    void theScreensStayUnderAHundredAndFiftyKilobytesCompressed() throws Exception {
        int all = 0;
        for (String file : List.of("index.html", "app.js", "app.css", "worker.js")) {
            try (InputStream in =
                    Objects.requireNonNull(BundleTest.class.getResourceAsStream("/web/" + file), "no " + file)) {
                ByteArrayOutputStream compressed = new ByteArrayOutputStream();
                try (GZIPOutputStream out = new GZIPOutputStream(compressed)) {
                    in.transferTo(out);
                }
                all += compressed.size();
            }
        }
        assertThat(all).isLessThan(LARGEST);
    }
}
