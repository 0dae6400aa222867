package io.dripwatch.fhir.push;

import io.dripwatch.access.tls.CertificateRefused;
import io.dripwatch.fhir.rest.Hapi;
import io.dripwatch.fhir.rest.Problem;
import io.dripwatch.fhir.rest.Rendering;
import io.dripwatch.push.Destination.Away;
import io.dripwatch.push.Destination.Refused;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Bundle.BundleEntryComponent;
import org.hl7.fhir.r4.model.Bundle.BundleType;
import org.hl7.fhir.r4.model.OperationOutcome;
import org.hl7.fhir.r4.model.OperationOutcome.OperationOutcomeIssueComponent;
import org.jspecify.annotations.Nullable;

/** Posts transactions to a FHIR server and reads what it says of them. Follows nobody elsewhere. Blocks. */
final class FhirLink {
    private static final String JSON = "application/fhir+json";
    private static final Duration CONNECT = Duration.ofSeconds(5);
    private static final int LARGEST_ANSWER = 4 * 1024 * 1024;

    private final FhirTarget target;
    private final Hapi hapi;
    private @Nullable HttpClient client;

    FhirLink(FhirTarget target, Hapi hapi) {
        this.target = target;
        this.hapi = hapi;
    }

    private record Reply(int status, @Nullable IBaseResource body) {}

    /** Done when the server has all of it. */
    void post(Bundle transaction) throws Away, Refused {
        Reply reply = exchange(transaction);
        switch (reply.status) {
            case 200, 201 -> check(transaction, reply);
            case 400, 412, 413, 422 -> throw refusal(reply);
            default -> throw new Away("it answers " + sentence(reply));
        }
    }

    private Reply exchange(Bundle transaction) throws Away {
        target.endpoint().address();
        try {
            CompletableFuture<HttpResponse<byte[]>> answering =
                    client().sendAsync(request(transaction), status -> new BoundedBody(LARGEST_ANSWER));
            HttpResponse<byte[]> response = answered(answering);
            return new Reply(response.statusCode(), body(response.body()));
        } catch (IOException | CertificateRefused e) {
            client = null;
            String why = e.getMessage();
            throw new Away(why == null ? "no connection" : why, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Away("this server stops", e);
        }
    }

    /** Within the time that an answer may take, down to its last byte. */
    private HttpResponse<byte[]> answered(CompletableFuture<HttpResponse<byte[]>> answering)
            throws IOException, InterruptedException {
        try {
            return answering.get(target.patience().toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof IOException failure ? failure : new IOException("no answer", e);
        } catch (TimeoutException e) {
            throw new IOException("no answer for " + target.patience().toSeconds() + " s", e);
        } finally {
            answering.cancel(true);
        }
    }

    /** Made anew after a failure: certificates may have changed. */
    private HttpClient client() {
        HttpClient known = client;
        if (known != null) {
            return known;
        }
        HttpClient.Builder builder = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(CONNECT);
        if (target.endpoint().tls() != null) {
            builder.sslContext(target.endpoint().tls().context());
        }
        HttpClient made = builder.build();
        client = made;
        return made;
    }

    private HttpRequest request(Bundle transaction) throws IOException {
        byte[] body = hapi.text(transaction, Rendering.JSON).getBytes();
        HttpRequest.Builder request = HttpRequest.newBuilder(target.base())
                .header("content-type", JSON)
                .header("accept", JSON)
                .POST(BodyPublishers.ofByteArray(body));
        Path token = target.token();
        if (token != null) {
            String secret =
                    Files.readString(token).lines().findFirst().orElse("").strip();
            request.header("authorization", "Bearer " + secret);
        }
        return request.build();
    }

    private @Nullable IBaseResource body(byte[] bytes) {
        try {
            return hapi.read(new String(bytes, StandardCharsets.UTF_8));
        } catch (Problem noResource) {
            return null;
        }
    }

    /** A page of somebody between us that says 200 is no answer. */
    private static void check(Bundle transaction, Reply reply) throws Away {
        boolean whole = reply.body instanceof Bundle answer
                && answer.getType() == BundleType.TRANSACTIONRESPONSE
                && answer.getEntry().size() == transaction.getEntry().size()
                && answer.getEntry().stream().allMatch(FhirLink::isDone);
        if (!whole) {
            throw new Away("it answers " + reply.status + " without saying what became of each resource");
        }
    }

    private static boolean isDone(BundleEntryComponent entry) {
        String status = entry.getResponse().getStatus();
        return status != null && (status.startsWith("2") || status.startsWith("304"));
    }

    private static Refused refusal(Reply reply) {
        String words = "";
        if (reply.body instanceof OperationOutcome outcome) {
            OperationOutcomeIssueComponent issue = outcome.getIssueFirstRep();
            words = issue.hasDiagnostics()
                    ? issue.getDiagnostics()
                    : issue.getDetails().getText();
        }
        return new Refused(sentence(reply), words == null ? "" : words);
    }

    /** "422 (business-rule)": nothing of a patient. */
    private static String sentence(Reply reply) {
        return reply.body instanceof OperationOutcome outcome
                        && outcome.getIssueFirstRep().hasCode()
                ? reply.status + " (" + outcome.getIssueFirstRep().getCode().toCode() + ")"
                : Integer.toString(reply.status);
    }
}
