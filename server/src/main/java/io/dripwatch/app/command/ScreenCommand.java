package io.dripwatch.app.command;

import io.dripwatch.access.Grant;
import io.dripwatch.access.keys.Keys;
import io.dripwatch.access.keys.WallScreen;
import io.dripwatch.access.keys.WallScreenFile;
import java.time.Instant;
import java.time.InstantSource;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Screens on the wall: they see a room, or all of them, and can do nothing. */
@Command(
        name = "screen",
        description = "Screens on the wall: they see a room, and can do nothing; a server that runs notices within"
                + " seconds.",
        mixinStandardHelpOptions = true)
final class ScreenCommand extends CommandFamily {
    private final InstantSource clock = InstantSource.system();

    @Mixin
    private final SharedDirectory data = new SharedDirectory();

    @Command(
            name = "pair",
            description = "Make a code that is typed at the screen within ten minutes, once.",
            mixinStandardHelpOptions = true)
    int pair(
            @Parameters(paramLabel = "NAME", description = "Where it hangs.") String name,
            @Option(
                            names = "--room",
                            defaultValue = Grant.EVERYWHERE,
                            description = "The one that it sees, as the configuration calls it; all where left out.")
                    String room) {
        try {
            print(new Keys(data.folder()).pair(name, room, clock.instant()));
        } catch (IllegalArgumentException e) {
            throw wrong(String.valueOf(e.getMessage()), e);
        }
        return 0;
    }

    @Command(name = "list", description = "Show which screens there are.", mixinStandardHelpOptions = true)
    int list() {
        for (WallScreen screen : new WallScreenFile(data.folder()).all()) {
            String state = screen.revoked() != null
                    ? "revoked " + screen.revoked()
                    : screen.paired() == null ? "waits for its code" : "paired " + screen.paired();
            String room = screen.room().equals(Grant.EVERYWHERE) ? "" : "  room " + screen.room();
            print(screen.name() + room + "  " + state);
        }
        return 0;
    }

    @Command(name = "revoke", description = "Let a screen see nothing any more.", mixinStandardHelpOptions = true)
    int revoke(@Parameters(paramLabel = "NAME") String name) {
        Instant now = clock.instant();
        new WallScreenFile(data.folder()).change(screens -> {
            if (screens.stream().noneMatch(screen -> screen.name().equals(name) && screen.revoked() == null)) {
                throw new CommandFailed("There is no screen " + name + ".");
            }
            screens.replaceAll(screen -> screen.name().equals(name) ? screen.revokedAt(now) : screen);
            return screens;
        });
        print("screen " + name + " revoked");
        return 0;
    }
}
