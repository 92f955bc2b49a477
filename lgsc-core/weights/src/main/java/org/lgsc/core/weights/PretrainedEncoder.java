package org.lgsc.core.weights;

import java.net.URI;
import java.nio.file.Path;
import org.lgsc.core.LgscException;
import org.lgsc.core.image.InputScaling;
import org.lgsc.core.internal.file.PublishedFile;
import org.lgsc.core.model.LgscModel;
import org.lgsc.core.network.LgscNetwork;

/**
 * Published weights of the encoder, downloaded once and kept in a folder.
 *
 * <p>The SHA-256 of the download must start with the recorded digits, which torch includes in the
 * names of its files; otherwise the download is rejected and not kept.
 *
 * @param address address at which the file is published
 * @param fileName name of the file in the folder
 * @param sha256 first digits of the digest, lower-case hexadecimal
 */
public record PretrainedEncoder(URI address, String fileName, String sha256) {
    /**
     * torchvision's ResNet18, trained on ImageNet-1k: weights {@code IMAGENET1K_V1}, 45 MB. Users
     * must check its licence and that of ImageNet.
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

    /** {@code ~/.lgsc/weights}, or the folder set for {@link PublishedFile#defaultFolder()}. */
    public static Path defaultFolder() {
        return PublishedFile.defaultFolder();
    }

    /**
     * Returns a model with the pretrained encoder and random other weights; downloads the file if
     * it is missing in the folder.
     *
     * @param network network with base width 64
     * @throws LgscException when the file cannot be downloaded, has another digest or does not fit
     */
    public LgscModel initPretrained(LgscNetwork network, InputScaling scaling) {
        return WeightImport.open(file(defaultFolder())).encoderModel(network, scaling);
    }

    /**
     * Returns the file in a folder and downloads it if it is missing.
     *
     * @throws LgscException when it cannot be downloaded or has another digest
     */
    public Path file(Path folder) {
        return new PublishedFile(address, fileName, sha256).file(folder);
    }
}
