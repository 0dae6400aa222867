package io.dripwatch.access.keys;

import io.dripwatch.access.Scope;
import io.dripwatch.access.Secret;
import io.dripwatch.vitals.DeviceId;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Gives and takes back what screens, programs and devices show: each secret is told once. Blocks; what has come of it
 * is noticed by those who read the files within seconds.
 */
public final class Keys {
    private final ClientFile clients;
    private final WallScreenFile screens;
    private final TokenFile devices;

    /** @param data the data directory */
    public Keys(Path data) {
        this.clients = new ClientFile(data);
        this.screens = new WallScreenFile(data);
        this.devices = new TokenFile(data);
    }

    public List<Client> clients() {
        return clients.all();
    }

    public List<WallScreen> screens() {
        return screens.all();
    }

    public List<Token> devices() {
        return devices.all();
    }

    /**
     * The code of a screen that is new.
     *
     * @param room that it sees; * for all
     */
    public String pair(String name, String room, Instant now) {
        String code = WallScreenFile.newCode();
        WallScreen screen = WallScreen.waiting(name, room, code, now);
        screens.change(all -> {
            all.add(screen);
            return all;
        });
        return code;
    }

    /** A screen sees nothing any more. */
    public void revokeScreen(String name, Instant now) {
        screens.change(all -> {
            all.replaceAll(screen -> screen.name().equals(name) ? screen.revokedAt(now) : screen);
            return all;
        });
    }

    /** The token of a program. */
    public String addClient(String name, Set<Scope> scopes, Instant now) {
        String secret = Secret.fresh();
        Client client = Client.of(name, scopes, secret, now, null);
        clients.change(all -> with(all, client));
        return secret;
    }

    /**
     * Another token of a program, with the same scopes and end; the older ones count on for the overlap.
     *
     * @throws IllegalArgumentException where it has none that counts
     */
    public String rotateClient(String name, Duration overlap, Instant now) {
        String secret = Secret.fresh();
        clients.change(all -> {
            Client newest = all.stream()
                    .filter(client -> client.name().equals(name) && client.hasSecret() && client.isValid(now))
                    .reduce((older, newer) -> newer)
                    .orElseThrow(() -> new IllegalArgumentException("There is no token of " + name + " that counts."));
            List<Client> ending = all.stream()
                    .map(client -> client.name().equals(name) && client.hasSecret()
                            ? client.endingAt(now.plus(overlap))
                            : client)
                    .toList();
            return with(ending, newest.withSecret(secret, now));
        });
        return secret;
    }

    /** A program that shows who it is by keys of its own. */
    public void addClient(Client client) {
        clients.change(all -> with(all, client));
    }

    /** A program reads nothing any more. */
    public void revokeClient(String name, Instant now) {
        clients.change(all -> all.stream()
                .map(client -> client.name().equals(name) ? client.revokedAt(now) : client)
                .toList());
    }

    /** The token of a device. */
    public String addDevice(String name, Instant now) {
        String secret = Secret.fresh();
        Token token = Token.of(new DeviceId(name), secret, now, null);
        devices.change(all -> with(all, token));
        return secret;
    }

    /** A device has no token any more. */
    public void revokeDevice(String name, Instant now) {
        devices.change(all -> all.stream()
                .map(token -> token.device().value().equals(name) ? token.revokedAt(now) : token)
                .toList());
    }

    private static <T> List<T> with(List<T> all, T one) {
        List<T> more = new ArrayList<>(all);
        more.add(one);
        return more;
    }
}
