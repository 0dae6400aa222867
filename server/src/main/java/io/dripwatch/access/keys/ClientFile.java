package io.dripwatch.access.keys;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.dripwatch.access.Scope;
import io.dripwatch.access.file.ListFile;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What programs that read have been given, in a file of their own in the data directory. */
public final class ClientFile extends ListFile<Client> {
    /** Its name in a data directory and in a backup. */
    public static final String NAME = "client-tokens.json";

    @JsonInclude(JsonInclude.Include.NON_NULL)
    private record Entry(
            String client,
            List<String> scopes,
            @Nullable String sha256,
            @Nullable String jwks,
            @Nullable String jwksUrl,
            @Nullable String resolution,
            String made,
            @Nullable String expires,
            @Nullable String revoked) {
        private static final String FULL = "full";

        static Entry of(Client client) {
            String proof = client.proof().text();
            ClientProof.Kind kind = client.proof().kind();
            return new Entry(
                    client.name(),
                    client.scopes().stream().map(Scope::word).sorted().toList(),
                    kind == ClientProof.Kind.SECRET ? proof : null,
                    kind == ClientProof.Kind.KEYS ? proof : null,
                    kind == ClientProof.Kind.KEYS_AT ? proof : null,
                    client.full() ? FULL : null,
                    client.made().toString(),
                    client.expires() == null ? null : client.expires().toString(),
                    client.revoked() == null ? null : client.revoked().toString());
        }

        Client read() {
            return new Client(
                    client,
                    scopes.stream().map(Scope::ofWord).collect(Collectors.toSet()),
                    proof(),
                    FULL.equals(resolution),
                    Instant.parse(made),
                    expires == null ? null : Instant.parse(expires),
                    revoked == null ? null : Instant.parse(revoked));
        }

        private ClientProof proof() {
            if (sha256 != null) {
                return new ClientProof(ClientProof.Kind.SECRET, sha256);
            }
            return jwks != null
                    ? new ClientProof(ClientProof.Kind.KEYS, jwks)
                    : new ClientProof(ClientProof.Kind.KEYS_AT, jwksUrl == null ? "" : jwksUrl);
        }
    }

    /** @param data the data directory */
    public ClientFile(Path data) {
        super(data, NAME, new Shape<>("clients", "tokens", Entry.class, Entry::read, Entry::of));
    }
}
