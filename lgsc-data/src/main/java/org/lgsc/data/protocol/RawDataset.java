package org.lgsc.data.protocol;

import java.util.List;
import org.lgsc.data.dataset.SetAside;

/** A published data set, or the user's own, as unpacked in a folder. */
public interface RawDataset {
    /** The name used by commands and by {@code RawDatasets}. */
    String name();

    /** Every presentation found, sorted by id. */
    List<Presentation> presentations();

    /** Files in the data set's folders that are not part of it by their name, with the reason. */
    List<SetAside> setAside();

    /** The protocols and their folds, in reading order; never empty. */
    List<ProtocolId> protocols();

    /**
     * Assigns the presentations to splits.
     *
     * @throws org.lgsc.core.LgscException when there is no such protocol, when an official list
     *     contradicts the protocol's rule, or when a subject crosses splits
     */
    Protocol protocol(ProtocolId id);

    /**
     * Face locations that come with the set; {@link FaceTrack#NONE} when there are none.
     *
     * @param presentation one of {@link #presentations()}
     */
    FaceTrack faces(Presentation presentation);
}
