package org.lgsc.core.network;

/**
 * The convolutional part of a ResNet18 (He et al., arXiv 1512.03385) with torchvision's padding and
 * order, added to a graph under a prefix.
 *
 * @param stem vertex after 7x7/2, norm and ReLU, before the pooling: E1, 1/2 of the input size
 * @param stage1 vertex after pooling and the first two blocks: E2, 1/4
 * @param stage2 vertex of E3, 1/8
 * @param stage3 vertex of E4, 1/16
 * @param stage4 vertex of E5, 1/32; 8 times the base width in channels
 */
record ResNet18Body(String stem, String stage1, String stage2, String stage3, String stage4) {
    /**
     * @param input vertex with a 3-channel map in the assembler's layout
     */
    static ResNet18Body add(GraphAssembler assembler, String prefix, String input, int baseWidth) {
        String x = assembler.convolution(prefix + "_conv1", input, 3, baseWidth, 7, 2);
        String stem = assembler.norm(prefix + "_norm1", x, baseWidth, NormKind.BATCH, true);
        x = assembler.maxPool(prefix + "_maxpool", stem, 3, 2, 1);
        String[] stages = new String[4];
        long in = baseWidth;
        for (int stage = 0; stage < 4; stage++) {
            long out = (long) baseWidth << stage;
            String name = prefix + "_layer" + (stage + 1);
            x = assembler.basicBlock(name + "_0", x, in, out, stage == 0 ? 1 : 2, NormKind.BATCH);
            x = assembler.basicBlock(name + "_1", x, out, out, 1, NormKind.BATCH);
            stages[stage] = x;
            in = out;
        }
        return new ResNet18Body(stem, stages[0], stages[1], stages[2], stages[3]);
    }
}
