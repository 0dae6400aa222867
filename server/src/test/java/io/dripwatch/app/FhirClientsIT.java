package io.dripwatch.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ca.uhn.fhir.rest.client.api.IGenericClient;
import ca.uhn.fhir.rest.client.api.ServerValidationModeEnum;
import ca.uhn.fhir.rest.client.interceptor.BearerTokenAuthInterceptor;
import ca.uhn.fhir.rest.server.exceptions.AuthenticationException;
import ca.uhn.fhir.rest.server.exceptions.ForbiddenOperationException;
import io.dripwatch.access.Role;
import io.dripwatch.access.Scope;
import io.dripwatch.access.keys.Client;
import io.dripwatch.access.keys.ClientProof;
import io.dripwatch.access.keys.Keys;
import io.dripwatch.access.people.GivenAccounts;
import io.dripwatch.access.smart.SigningProgram;
import io.dripwatch.app.config.Config;
import io.dripwatch.app.config.Settings;
import io.dripwatch.fhir.observation.GivenHistory;
import io.dripwatch.fhir.observation.Oracle;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Encounter;
import org.hl7.fhir.r4.model.Patient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** FHIR clients that others wrote sign who they are to a whole server and read its chart. */
@Timeout(300)
final class FhirClientsIT {
    private final SigningProgram ehr = SigningProgram.ec("ehr", "k1");

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @SuppressWarnings("NullAway.Init")
    private Server server;

    FhirClientsIT() throws Exception {}

    @BeforeEach
    void start() throws Exception {
        Path data = folder.resolve("data");
        Files.createDirectories(data);
        try (GivenHistory given = new GivenHistory(data)) {
            GivenChart.tell(given, List.of("desaturation-probe-off"));
        }
        GivenAccounts.add(data, "root", Role.ADMINISTRATOR, Instant.now().minusSeconds(10));
        Set<Scope> scopes = Set.of(Scope.ofWord("system/*.rs"));
        ClientProof proof = new ClientProof(ClientProof.Kind.KEYS, ehr.keySet());
        new Keys(data).addClient(new Client("ehr", scopes, proof, false, Instant.now(), null, null));
        server = Server.start(Settings.of(Config.DEFAULT, Path.of(""), data).withPorts(0, 0));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private String base() {
        return "http://127.0.0.1:" + server.httpPort() + "/fhir";
    }

    @Test
    void hapiFhir() throws Exception {
        Oracle.CONTEXT.getRestfulClientFactory().setServerValidationMode(ServerValidationModeEnum.NEVER);
        IGenericClient client = Oracle.CONTEXT.newRestfulGenericClient(base());
        assertThatThrownBy(() -> client.search().forResource(Patient.class).execute())
                .isInstanceOf(AuthenticationException.class);
        String form = SigningProgram.form(ehr.signed(base() + "/auth/token"), "system/Patient.rs");
        HttpResponse<String> token = new SignedIn(server.httpPort())
                .post("/fhir/auth/token", form, "Content-Type", "application/x-www-form-urlencoded");
        client.registerInterceptor(
                new BearerTokenAuthInterceptor(new JsonObject(token.body()).getString("access_token")));
        Bundle found = client.search()
                .forResource(Patient.class)
                .returnBundle(Bundle.class)
                .execute();
        assertThat(found.getEntry()).hasSize(1);
        assertThatThrownBy(() -> client.search().forResource(Encounter.class).execute())
                .isInstanceOf(ForbiddenOperationException.class)
                .hasMessageContaining("system/Encounter.s");
    }

    @Test
    void fhirKitClient() throws Exception {
        JsonObject printed = new JsonObject(ForeignPrograms.node("""
                import { Client } from 'fhir-kit-client';
                import { importJWK, SignJWT } from 'jose';
                const [base, keys] = process.argv.slice(2);
                const jwk = JSON.parse(keys).keys[0];
                const client = new Client({ baseUrl: base });
                const { tokenUrl } = await client.smartAuthMetadata();
                const assertion = await new SignJWT({})
                  .setProtectedHeader({ alg: 'ES384', kid: jwk.kid, typ: 'JWT' })
                  .setIssuer('ehr').setSubject('ehr').setAudience(tokenUrl.href)
                  .setJti(crypto.randomUUID()).setExpirationTime('5m').sign(await importJWK(jwk, 'ES384'));
                const answer = await fetch(tokenUrl, { method: 'POST', body: new URLSearchParams({
                  grant_type: 'client_credentials', scope: 'system/*.rs', client_assertion: assertion,
                  client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer' }) });
                client.bearerToken = (await answer.json()).access_token;
                const capability = await client.capabilityStatement();
                const patients = await client.search({ resourceType: 'Patient' });
                const patient = await client.read({ resourceType: 'Patient', id: patients.entry[0].resource.id });
                let page = await client.search({ resourceType: 'Observation',
                  searchParams: { patient: patient.id, _count: 50, _total: 'accurate' } });
                const total = page.total;
                let found = 0;
                for (; page; page = await client.nextPage({ bundle: page })) found += page.entry?.length ?? 0;
                const batch = await client.batch({ body: { resourceType: 'Bundle', type: 'batch', entry: [
                  { request: { method: 'GET', url: 'Patient/' + patient.id } },
                  { request: { method: 'GET', url: 'Encounter?patient=' + patient.id } } ] } });
                console.log(JSON.stringify({ total, found, fhir: capability.fhirVersion,
                  batch: batch.entry.map(entry => entry.response.status).join(' ') }));
                """, base(), ehr.secretKeySet()));
        assertThat(printed.getInteger("total")).isGreaterThan(100).isEqualTo(printed.getInteger("found"));
        assertThat(printed.getString("batch")).isEqualTo("200 200");
        assertThat(printed.getString("fhir")).isEqualTo("4.0.1");
    }

    @Test
    void smartBulkDataClient() throws Exception {
        Path client = ForeignPrograms.bulkDataClient();
        Path to = Files.createDirectories(folder.resolve("downloads"));
        JsonObject key = new JsonObject(ehr.secretKeySet()).getJsonArray("keys").getJsonObject(0);
        JsonObject config = new JsonObject()
                .put("fhirUrl", base() + "/")
                .put("tokenUrl", base() + "/auth/token")
                .put("clientId", "ehr")
                .put("privateKey", key.put("alg", "ES384"))
                .put("scope", "system/*.rs")
                .put("reporter", "text")
                .put("requests", new JsonObject())
                .put("log", new JsonObject().put("enabled", false))
                .put("destination", to.toString());
        Path file = Files.writeString(folder.resolve("client.js"), "module.exports = " + config.encode());
        ForeignPrograms.runs(
                "node", client.resolve("built/app.js").toString(), "--config", file.toString(), "--global");
        try (Stream<Path> files = Files.list(to)) {
            assertThat(files.map(path -> String.valueOf(path.getFileName())).toList())
                    .anyMatch(name -> name.contains("Observation"))
                    .anyMatch(name -> name.contains("Patient"));
        }
    }
}
