package io.dripwatch.pager;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A pager whose files are broken, or that has nobody to speak to. */
@ExtendWith(VertxExtension.class)
final class PagerTest {
    private static final Instant NOW = Instant.parse("2026-03-01T09:00:00Z");
    private static final Services SERVICES = new Services(List.of("https://push.example"), "mailto:a@b.example", null);

    @ParameterizedTest
    @ValueSource(strings = {"paged-browsers.json", "pager-key"})
    void aFileThatCannotBeReadIsToldAndKeepsNobodyFromStarting(String file, @TempDir Path data, Vertx vertx)
            throws Exception {
        Files.writeString(data.resolve(file), "nonsense");

        assertThat(pager(vertx, SERVICES, data).trouble())
                .startsWith("High alarms are told to no telephone: The file ")
                .contains(file);
        assertThat(data.resolve(file)).hasContent("nonsense");
    }

    @Test
    void whereNoServiceIsNamedNothingIsKeptAndNothingIsWrong(@TempDir Path data, Vertx vertx) throws Exception {
        assertThat(pager(vertx, Services.NONE, data).trouble()).isNull();
        try (var files = Files.list(data)) {
            assertThat(files).isEmpty();
        }
    }

    private static Pager pager(Vertx vertx, Services services, Path data) {
        return new Pager(vertx, services, data, (account, chair) -> true, (access, each) -> {}, () -> NOW);
    }
}
