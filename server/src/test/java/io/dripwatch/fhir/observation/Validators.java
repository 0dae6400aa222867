package io.dripwatch.fhir.observation;

import ca.uhn.fhir.context.support.DefaultProfileValidationSupport;
import ca.uhn.fhir.validation.FhirValidator;
import ca.uhn.fhir.validation.ResultSeverityEnum;
import ca.uhn.fhir.validation.SingleValidationMessage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.hl7.fhir.common.hapi.validation.support.CommonCodeSystemsTerminologyService;
import org.hl7.fhir.common.hapi.validation.support.InMemoryTerminologyServerValidationSupport;
import org.hl7.fhir.common.hapi.validation.support.PrePopulatedValidationSupport;
import org.hl7.fhir.common.hapi.validation.support.SnapshotGeneratingValidationSupport;
import org.hl7.fhir.common.hapi.validation.support.ValidationSupportChain;
import org.hl7.fhir.common.hapi.validation.validator.FhirInstanceValidator;
import org.hl7.fhir.r4.model.Enumerations;
import org.hl7.fhir.r4.model.ValueSet;
import org.hl7.fhir.utilities.npm.NpmPackage;
import org.jspecify.annotations.Nullable;

/** HAPI's validator. */
public final class Validators {
    private static final Path US_CORE =
            Path.of(System.getProperty("dripwatch.captures", ""), "fhir", "us_core_packages", "us_core_610.tgz");

    private static final String DOCUMENTS = "http://hl7.org/fhir/us/core/ValueSet/us-core-documentreference-type";

    private static @Nullable FhirValidator plain;
    private static @Nullable FhirValidator usCore;

    private Validators() {}

    /** What is wrong with a resource; empty where nothing is. */
    public static List<String> errors(FhirValidator validator, String json, String what) {
        return validator.validateWithResult(json).getMessages().stream()
                .filter(message -> message.getSeverity().compareTo(ResultSeverityEnum.ERROR) >= 0)
                .filter(message -> !isAboutTooOldForHapi(message) && !isAboutLoincNotAtHand(message))
                .map(message -> what + ": " + message.getLocationString() + " " + message.getMessage() + " in " + json)
                .toList();
    }

    /** HAPI wants years after 1800 or before 2100; FHIR does not. */
    private static boolean isAboutTooOldForHapi(SingleValidationMessage message) {
        return message.getMessage().contains("outside the range of reasonable years");
    }

    /** LOINC is not given away with the packages; which of its codes may stand where is checked by their value sets. */
    private static boolean isAboutLoincNotAtHand(SingleValidationMessage message) {
        return message.getMessage().contains("CodeSystem is unknown and can't be validated: http://loinc.org");
    }

    private static FhirValidator validator(PrePopulatedValidationSupport more) {
        ValidationSupportChain chain = new ValidationSupportChain(
                new DefaultProfileValidationSupport(Oracle.CONTEXT),
                more,
                new CommonCodeSystemsTerminologyService(Oracle.CONTEXT),
                new InMemoryTerminologyServerValidationSupport(Oracle.CONTEXT),
                new SnapshotGeneratingValidationSupport(Oracle.CONTEXT));
        return Oracle.CONTEXT.newValidator().registerValidatorModule(new FhirInstanceValidator(chain));
    }

    /** By the rules of FHIR R4 alone. Made once, as the next: it takes long. */
    public static synchronized FhirValidator plain() {
        if (plain == null) {
            plain = validator(new PrePopulatedValidationSupport(Oracle.CONTEXT));
        }
        return plain;
    }

    /** Whether the package of US Core 6.1.0 is at hand. */
    public static boolean hasUsCore() {
        return Files.isRegularFile(US_CORE);
    }

    /** By those of US Core, too. */
    public static synchronized FhirValidator usCore() throws IOException {
        if (usCore == null) {
            usCore = validator(usCorePackage());
        }
        return usCore;
    }

    private static PrePopulatedValidationSupport usCorePackage() throws IOException {
        PrePopulatedValidationSupport support = new PrePopulatedValidationSupport(Oracle.CONTEXT);
        NpmPackage content;
        try (InputStream file = Files.newInputStream(US_CORE)) {
            content = NpmPackage.fromPackage(file);
        }
        NpmPackage.NpmPackageFolder folder =
                Objects.requireNonNull(content.getFolders().get("package"), "package folder");
        for (String type : List.of("StructureDefinition", "ValueSet", "CodeSystem")) {
            for (String name : folder.getTypes().getOrDefault(type, List.of())) {
                add(support, folder, name);
            }
        }
        support.addValueSet(documents());
        return support;
    }

    /** All documents of LOINC, which is not at hand; of them the one that is used here. */
    private static ValueSet documents() {
        ValueSet types = new ValueSet();
        types.setUrl(DOCUMENTS).setStatus(Enumerations.PublicationStatus.ACTIVE);
        types.getCompose()
                .addInclude()
                .setSystem("http://loinc.org")
                .addConcept()
                .setCode("28570-0");
        return types;
    }

    private static void add(PrePopulatedValidationSupport support, NpmPackage.NpmPackageFolder folder, String name)
            throws IOException {
        String json = new String(folder.fetchFile(name), StandardCharsets.UTF_8);
        support.addResource(Oracle.CONTEXT.newJsonParser().parseResource(json));
    }
}
