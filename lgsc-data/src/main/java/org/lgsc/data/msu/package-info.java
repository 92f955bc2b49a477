/** MSU-MFSD (Wen et al., TIFS 2015). */
package org.lgsc.data.msu;
