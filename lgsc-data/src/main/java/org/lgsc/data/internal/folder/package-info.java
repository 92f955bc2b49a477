/** How a folder of pictures is laid out. No part of the API. */
package org.lgsc.data.internal.folder;
