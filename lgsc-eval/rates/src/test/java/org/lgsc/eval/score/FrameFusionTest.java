package org.lgsc.eval.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.lgsc.core.Label;
import org.lgsc.core.LgscException;

class FrameFusionTest {
    private static PadScore frame(String video, int frame, double score) {
        return new PadScore(video + frame, Label.SPOOF, "print", "s", video, frame, score);
    }

    @Test
    void fusesTheScoresOfAVideo() {
        assertThat(FrameFusion.MEAN.fuse(0.1, 0.2, 0.6)).isCloseTo(0.3, within(1e-15));
        assertThat(FrameFusion.MEDIAN.fuse(0.6, 0.1, 0.2)).isEqualTo(0.2);
        assertThat(FrameFusion.MEDIAN.fuse(0.5, 0.0, 0.25, 1.0)).isEqualTo(0.375);
        assertThat(FrameFusion.MIN.fuse(0.6, 0.1, 0.2)).isEqualTo(0.1);
        assertThat(FrameFusion.MAX.fuse(0.6, 0.1, 0.2)).isEqualTo(0.6);
    }

    @Test
    void leavesOutFramesWithoutResponse() {
        List<PadScore> fused =
                FrameFusion.MEAN.fuse(
                        List.of(
                                frame("v", 0, 0.5),
                                frame("w", 0, Double.NaN),
                                frame("v", 1, Double.NaN),
                                frame("v", 2, 1.0),
                                frame("w", 1, Double.NaN),
                                PadScore.live("x", "t", 0.1),
                                PadScore.live("y", "t", 0.2)));
        assertThat(fused)
                .containsExactly(
                        new PadScore("v", Label.SPOOF, "print", "s", "v", -1, 0.75),
                        new PadScore("w", Label.SPOOF, "print", "s", "w", -1, Double.NaN),
                        PadScore.live("x", "t", 0.1),
                        PadScore.live("y", "t", 0.2));
    }

    @Test
    void meansThatAreEqualOnPaperAreATie() {
        assertThat((0.1 + 0.7) / 2).isNotEqualTo(0.4);
        assertThat(FrameFusion.MEAN.fuse(0.1, 0.7)).isEqualTo(FrameFusion.MEAN.fuse(0.4, 0.4));
        assertThat(FrameFusion.MEDIAN.fuse(0.1, 0.7)).isEqualTo(0.4);
        // as they come out of a file of liveness
        assertThat(FrameFusion.MEAN.fuse(1 - 0.9, 1 - 0.3)).isEqualTo(0.4);
        assertThat(FrameFusion.MEAN.fuse(1e-9, 3e-9)).isEqualTo(2e-9);
    }

    @Test
    void infinitiesOfBothSignsHaveNoMean() {
        double inf = Double.POSITIVE_INFINITY;
        assertThat(FrameFusion.MEAN.fuse(0.5, inf)).isEqualTo(inf);
        List<PadScore> both = List.of(frame("v", 0, inf), frame("v", 1, -inf));
        assertThatThrownBy(() -> FrameFusion.MEAN.fuse(both))
                .isInstanceOf(LgscException.class)
                .hasMessageContainingAll("video v", "infinite");
        assertThat(FrameFusion.MAX.fuse(both).get(0).spoofScore()).isEqualTo(inf);
    }

    @Test
    void framesAreKnownByTheirVideo() {
        assertThat(FrameFusion.holdFrames(List.of(frame("v", 0, 0.5), frame("w", 0, 0.5))))
                .isFalse();
        assertThat(FrameFusion.holdFrames(List.of(frame("v", 0, 0.5), frame("v", 1, 0.5))))
                .isTrue();
        assertThat(
                        FrameFusion.holdFrames(
                                List.of(PadScore.live("a", "s", 0), PadScore.live("b", "s", 0))))
                .isFalse();
    }

    @Test
    void refusesVideosOfTwoKinds() {
        PadScore other = new PadScore("v1", Label.LIVE, "", "s", "v", 1, 0);
        assertThatThrownBy(() -> FrameFusion.MAX.fuse(List.of(frame("v", 0, 0.5), other)))
                .isInstanceOf(LgscException.class)
                .hasMessageContaining("video v");
    }
}
