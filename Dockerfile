# check=error=true
# docker build -t ircompile .
# docker run --rm -v "$PWD:/work:ro" ircompile lint
FROM python:3.13-slim-bookworm AS build
COPY . /source
RUN pip wheel --no-cache-dir --no-deps --wheel-dir /wheels /source \
    && python -m venv --without-pip /opt/ircompile \
    && pip --python /opt/ircompile/bin/python install --no-cache-dir /wheels/*.whl

FROM python:3.13-slim-bookworm
COPY --from=build /opt/ircompile /opt/ircompile
USER 65532:65532
WORKDIR /work
ENTRYPOINT ["/opt/ircompile/bin/ircompile"]
CMD ["--help"]
