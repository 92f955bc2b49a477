/** The layout of a folder of pictures. Not part of the API. */
package org.lgsc.data.internal.folder;
