package org.lgsc.cli.option;

import org.lgsc.core.face.DetectorId;
import org.lgsc.core.face.FaceDetector;
import org.lgsc.core.geometry.FaceGeometry;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Options that state the geometry of a network that was trained elsewhere. */
public final class GeometryOptions {
    @Mixin FaceOptions faces;

    @Option(
            names = "--working-size",
            paramLabel = "SIDE",
            description =
                    "Side that face crops are scaled to, a multiple of 32; max:SIDE scales only"
                            + " larger ones down; native scales none (default: that of such a file,"
                            + " else about 8/7 of --size).")
    String workingSize;

    @Option(
            names = "--test-policy",
            paramLabel = "POLICY",
            description =
                    "Scored part of a face: full, whole, patches or grid:K (docs/geometry.md;"
                            + " default: that of such a file, else full).")
    String testPolicy;

    /**
     * Returns a geometry with the values of the options that were given.
     *
     * @throws IllegalArgumentException when a value is not valid
     */
    public FaceGeometry of(FaceGeometry defaults) {
        FaceGeometry geometry = defaults;
        if (faces.detector != null || faces.yunet != null) {
            geometry = geometry.withDetector(detector());
        }
        if (workingSize != null) {
            geometry = geometry.withWorking(GeometryWords.workingSize(workingSize));
        }
        return testPolicy == null
                ? geometry
                : geometry.withTest(GeometryWords.testPolicy(testPolicy));
    }

    private DetectorId detector() {
        try (FaceDetector detector = faces.open()) {
            return DetectorId.of(detector);
        }
    }
}
