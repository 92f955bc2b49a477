package org.lgsc.core.weights;

import java.net.URI;
import java.nio.file.Path;
import org.lgsc.core.LgscException;
import org.lgsc.core.image.InputScaling;
import org.lgsc.core.internal.file.PublishedFile;
import org.lgsc.core.model.LgscModel;
import org.lgsc.core.network.LgscNetwork;

/**
 * Published weights of the encoder, fetched once and kept in a folder.
 *
 * <p>What is fetched must have the recorded beginning of its SHA-256, which torch puts into the
 * names of its files; anything else is refused and not kept.
 *
 * @param address where the file is published
 * @param fileName name in the folder
 * @param sha256 the digest's first digits, lower-case hexadecimal
 */
public record PretrainedEncoder(URI address, String fileName, String sha256) {
    /**
     * torchvision's ResNet18, trained on ImageNet-1k: weights {@code IMAGENET1K_V1}, 45 MB. Its
     * licence and that of ImageNet are the user's to check.
     */
    public static final PretrainedEncoder IMAGENET =
            new PretrainedEncoder(
                    URI.create("https://download.pytorch.org/models/resnet18-f37072fd.pth"),
                    "resnet18-f37072fd.pth",
                    "f37072fd");

    /** Checks the digest's form. */
    public PretrainedEncoder {
        new PublishedFile(address, fileName, sha256);
    }

    /** {@code ~/.lgsc/weights}, or where {@link PublishedFile#defaultFolder()} was told. */
    public static Path defaultFolder() {
        return PublishedFile.defaultFolder();
    }

    /**
     * A model with the pretrained encoder and the rest random, fetching the file when the folder
     * has it not.
     *
     * @param network base width 64
     * @throws LgscException when the file cannot be fetched, is another one or does not fit
     */
    public LgscModel initPretrained(LgscNetwork network, InputScaling scaling) {
        return WeightImport.open(file(defaultFolder())).encoderModel(network, scaling);
    }

    /**
     * The file in a folder; fetched when it is not there.
     *
     * @throws LgscException when it cannot be fetched or is another one
     */
    public Path file(Path folder) {
        return new PublishedFile(address, fileName, sha256).file(folder);
    }
}
