/** MSU-USSA (Patel et al., TIFS 2016). */
package org.lgsc.data.ussa;
