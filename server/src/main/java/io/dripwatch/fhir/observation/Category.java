package io.dripwatch.fhir.observation;

import io.dripwatch.fhir.rest.Coding;

/** The shelf of the chart on which an Observation stands (the code system observation-category of HL7). */
enum Category {
    VITAL_SIGNS("vital-signs", "Vital Signs"),
    /** Measured on the patient, but not one of the vital signs of US Core. */
    PROCEDURE("procedure", "Procedure"),
    /** What a pump does. */
    THERAPY("therapy", "Therapy");

    static final String SYSTEM = "http://terminology.hl7.org/CodeSystem/observation-category";

    private final String code;
    private final String display;

    Category(String code, String display) {
        this.code = code;
        this.display = display;
    }

    Coding coding() {
        return new Coding(SYSTEM, code, display);
    }
}
