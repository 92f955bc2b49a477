/** The layout of a folder of pictures. Not part of the API. */
@NullMarked
package org.lgsc.data.internal.folder;

import org.jspecify.annotations.NullMarked;
