package org.lgsc.core.internal.onednn;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.bytedeco.javacpp.Pointer;
import org.lgsc.core.internal.onednn.Buffers.Block;
import org.lgsc.core.internal.onednn.Convolution.Geometry;

/** Measured peak performance of the processor in a large convolution. */
public final class Peak {
    private static final Geometry LARGE = new Geometry(1, 256, 56, 56, 256, 3, 1, 1, 1);
    private static final int RUNS = 12;

    private Peak() {}

    /**
     * Returns the number of operations per second in products of the given numbers, on as many
     * threads as oneDNN uses; NaN when they are not supported.
     *
     * @param numbers number format, FLOAT32, BFLOAT16 or INT8
     */
    public static double of(Numbers numbers) {
        if (!OneDnn.multiplies(numbers)) {
            return Double.NaN;
        }
        Form form =
                switch (numbers) {
                    case FLOAT32 -> Form.FLOAT32;
                    case BFLOAT16 -> Form.BFLOAT16;
                    case UINT8, INT8 -> Form.upTo(1, false);
                };
        float[] scales = new float[(int) LARGE.outputChannels()];
        Arrays.fill(scales, 1f / 127);
        Trial.Candidate candidate =
                FusedOperations.of(
                        new FusedConvolution(
                                LARGE,
                                false,
                                MapLayout.PIXELS,
                                MapLayout.PIXELS,
                                form,
                                null,
                                form,
                                Elementwise.Activation.RELU),
                        scales);
        return candidate == null ? Double.NaN : LARGE.flops() / seconds(candidate.call());
    }

    private static double seconds(Call call) {
        List<Block> blocks = new ArrayList<>();
        call.arguments()
                .forEach(
                        (key, memory) -> {
                            long bytes = memory.get_desc().get_size();
                            Block block = new Block(bytes);
                            Pointer.memset(new Address().at(block.address()), 0, bytes);
                            blocks.add(block);
                            call.bind(key, block.address());
                        });
        long best = Long.MAX_VALUE;
        for (int run = 0; run < RUNS; run++) {
            long start = System.nanoTime();
            call.execute();
            best = Math.min(best, System.nanoTime() - start);
        }
        blocks.forEach(Block::close);
        return best / 1e9;
    }
}
