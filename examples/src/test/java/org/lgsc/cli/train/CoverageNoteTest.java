package org.lgsc.cli.train;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.lgsc.core.geometry.FaceGeometry;
import org.lgsc.core.geometry.TestPolicy;
import org.lgsc.core.geometry.WorkingSize;

class CoverageNoteTest {
    private static final FaceGeometry GEOMETRY =
            FaceGeometry.standard(96).withWorking(WorkingSize.of(160));

    /** Two patches of 96 pixels at two corners of a crop, in which the face has 123. */
    @Test
    void aModelThatNoCheckWouldBelieveIsAnnounced() {
        assertThat(CoverageNote.of(GEOMETRY.withTest(TestPolicy.grid(2))))
                .hasValueSatisfying(
                        note ->
                                assertThat(note)
                                        .contains("grid of 2 scores", "below 90 %")
                                        .contains("--test-policy patches"));
        assertThat(CoverageNote.of(GEOMETRY.withTest(TestPolicy.PATCHES))).isEmpty();
        assertThat(CoverageNote.of(GEOMETRY.withTest(TestPolicy.FULL))).isEmpty();
        assertThat(CoverageNote.of(GEOMETRY.withTest(TestPolicy.grid(4)))).isEmpty();
    }
}
