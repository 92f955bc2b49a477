package org.lgsc.core.internal.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.junit.jupiter.api.Test;
import org.lgsc.core.LgscException;
import org.lgsc.core.geometry.FaceGeometry;
import org.lgsc.core.image.InputScaling;
import org.lgsc.core.model.Calibration;
import org.lgsc.core.model.Preprocessing;
import org.lgsc.core.network.LgscNetwork;
import org.lgsc.core.network.NormKind;

class WholeProductsTest {
    private static final ComputationGraphConfiguration GRAPH =
            LgscNetwork.builder()
                    .baseWidth(16)
                    .inputSize(64)
                    .decoderNorm(NormKind.BATCH)
                    .build()
                    .graphBuilder()
                    .build();

    private static final Wiring WIRING = new Wiring(GRAPH, LgscNetwork.CUE);

    private static Calibration calibration(Set<String> floats) {
        Map<String, Calibration.Range> ranges = new HashMap<>();
        WIRING.order().forEach(name -> ranges.put(name, new Calibration.Range(0, 1)));
        return new Calibration(
                50,
                new Preprocessing(FaceGeometry.standard(64), InputScaling.SYMMETRIC),
                ranges,
                floats);
    }

    @Test
    void aMapReadByOneConvolutionOfFloatsIsNotOfIntegers() {
        String sum = "encoder_layer1_0_out"; // read by a convolution and by the next sum
        String convolution = "encoder_layer1_1_conv1";
        assertThat(WIRING.inputs(convolution)).containsExactly(sum);
        WholeProducts all = new WholeProducts(WIRING, calibration(Set.of()));
        WholeProducts most = new WholeProducts(WIRING, calibration(Set.of(convolution)));
        assertThat(all.isWhole(convolution)).isTrue();
        assertThat(all.isWholeMap(sum)).isTrue();
        assertThat(most.isWhole(convolution)).isFalse();
        assertThat(most.isWholeMap(sum)).isFalse();
        assertThat(most.isWhole("encoder_layer1_1_conv2")).isTrue();
        // few channels
        assertThat(all.isWhole("encoder_conv1")).isFalse();
        assertThat(all.isWholeMap(LgscNetwork.IMAGE)).isFalse();
        assertThat(all.byMap().stream().flatMap(Set::stream).collect(Collectors.toSet()))
                .isEqualTo(
                        WIRING.order().stream().filter(all::isWhole).collect(Collectors.toSet()));
    }

    @Test
    void aFloatConvolutionReadsTheMapsThatAConcatenationJoins() {
        String convolution = "decoder3_res0_conv1";
        String joined = WIRING.inputs(convolution).get(0);
        assertThat(WIRING.inputs(joined)).hasSize(2);
        WholeProducts most = new WholeProducts(WIRING, calibration(Set.of(convolution)));
        assertThat(most.isWholeMap(joined)).isFalse();
        assertThat(WIRING.inputs(joined)).noneMatch(most::isWholeMap);
    }

    @Test
    void onlyIntegerConvolutionsTakeTheNormAfterThem() {
        WholeProducts all = new WholeProducts(WIRING, calibration(Set.of()));
        assertThat(all.normOf("decoder3_up")).isEqualTo(WIRING.normAfter("decoder3_up"));
        assertThat(all.normOf("decoder3_up")).isNotNull();
        assertThat(all.normOf("encoder_conv1")).isNull();
        assertThat(WIRING.normAfter("encoder_conv1")).isNotNull();
    }

    @Test
    void modelsOfEarlierVersionsRoundEachWeightAlone() {
        WholeProducts earlier = new WholeProducts(WIRING, calibration(null));
        assertThat(earlier.keepsSums()).isFalse();
        assertThat(earlier.floats()).isEmpty();
        assertThat(new WholeProducts(WIRING, calibration(Set.of())).keepsSums()).isTrue();
    }

    @Test
    void aNetworkOfFloatsHasNone() {
        WholeProducts none = new WholeProducts(WIRING, null);
        assertThat(none.byMap()).isEmpty();
        assertThat(WIRING.order()).noneMatch(none::isWholeMap);
    }

    @Test
    void aMapWithoutARangeIsNamed() {
        Map<String, Calibration.Range> ranges = new HashMap<>(calibration(Set.of()).ranges());
        ranges.remove("encoder_layer1_0_out");
        Calibration fewer = new Calibration(50, calibration(null).preprocessing(), ranges);
        assertThatExceptionOfType(LgscException.class)
                .isThrownBy(() -> new WholeProducts(WIRING, fewer))
                .withMessageContaining("\"encoder_layer1_0_out\"");
    }
}
