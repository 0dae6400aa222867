package io.dripwatch.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** What the command prints is what the document says. */
final class RolesCommandTest {
    @Test
    void theTableStandsInTheDocumentAsItIsPrinted() throws Exception {
        String document = Files.readString(Path.of("docs", "security.md"));
        assertThat(document).contains("```\n" + RolesCommand.table() + "```");
    }
}
